import pg from 'pg'
import { vi } from 'vitest'
import type { Statement } from '../one-transaction'
import { ownerQuery } from './raw'
import { makeClinic, type World } from './world'

const fault = { at: 0, count: 0, on: false }
type Query = (this: pg.Client, ...given: unknown[]) => unknown
const query = pg.Client.prototype.query as unknown as Query

const orFault: Query = function (...given) {
  const [asked, ...rest] = given
  if (!fault.on) return query.apply(this, given)
  const { statements, text } = (typeof asked === 'string' ? { text: asked } : asked) as Asked
  if (statements) {
    for (const [index] of statements.entries()) {
      const broken = nextOrFault()
      if (broken) statements[index] = { name: broken, text: broken, values: [] }
    }
    return query.apply(this, given)
  }
  // What begins and ends a transaction is PostgreSQL's own affair.
  const broken = /^(BEGIN|COMMIT|ROLLBACK)/i.test(text ?? '') ? null : nextOrFault()
  if (!broken) return query.apply(this, given)
  // As it was asked, so it fails: to a callback or to a promise.
  const callbacks = rest.filter((one) => typeof one === 'function')
  return query.apply(this, [typeof asked === 'string' ? broken : { text: broken }, ...callbacks])
}
/** A text, pg's own query, or what `atOnce` sends together. */
type Asked = { text?: string; statements?: Statement[] }

/** Counts a statement. What to ask in its place, if it is the one that is to fail. */
function nextOrFault(): string | null {
  fault.count += 1
  return fault.count === fault.at ? `SELECT 'fault at statement ${fault.count}'::int` : null
}

// Before the first connection, which keeps the function it finds.
vi.spyOn(pg.Client.prototype, 'query').mockImplementation(orFault as never)

/** Something that writes several rows. `prepare` says what it is, in a clinic of its own. */
export type Flow = {
  prepare: (world: World) => Promise<() => Promise<unknown>>
  overrides?: Parameters<typeof makeClinic>[0]
}

/**
 * Does a flow again and again, with a fault at each of its statements in turn. `halves`: after which of them neither nothing nor all of it was
 * left; `unheard`: after which it said that it was done, and was not; `tried`: whether it said no at several of them.
 */
export async function halvesOf(flow: Flow): Promise<{ halves: number[]; unheard: number[]; tried: boolean }> {
  const calm = await makeClinic(flow.overrides)
  const deed = await flow.prepare(calm)
  const before = await rowsOf(calm)
  const { statements } = await withFaultAt(0, deed)
  const after = await rowsOf(calm)
  if (JSON.stringify(after) === JSON.stringify(before)) throw new Error('it leaves nothing behind')
  const halves: number[] = []
  const unheard: number[] = []
  let failed = 0
  for (let n = 1; n <= statements; n++) {
    const world = await makeClinic(flow.overrides)
    const again = await flow.prepare(world)
    const { done } = await withFaultAt(n, again)
    if (!done) failed++
    const left = JSON.stringify(await rowsOf(world))
    const isAll = left === JSON.stringify(after)
    if (!isAll && left !== JSON.stringify(before)) halves.push(n)
    // Said to be done and not there is worse than half.
    if (done && !isAll) unheard.push(n)
  }
  return { halves, unheard, tried: failed > 2 }
}

/** Runs a deed with the n-th of its statements failing in the database (0: none). Whether it said that it was done, and how many there were. */
async function withFaultAt(
  n: number,
  deed: () => Promise<unknown>,
): Promise<{ done: boolean; statements: number }> {
  Object.assign(fault, { at: n, count: 0, on: true })
  try {
    await deed()
    return { done: true, statements: fault.count }
  } catch (error) {
    if (n === 0) throw error
    return { done: false, statements: fault.count }
  } finally {
    fault.on = false
  }
}

const TABLES = [
  ...[
    'booking',
    'booking_event',
    'booking_link',
    'calendar_claim',
    'hold',
    'outbox_message',
    'group_session',
  ],
  ...[
    'booking_series',
    'proposal',
    'availability_exception',
    'calendar_feed',
    'external_calendar',
    'patient_registration',
  ],
  ...['note', 'note_addendum', 'visit_summary', 'follow_up', 'emergency_access'],
]

/** How many rows a clinic has in each table, in which states, with its audit and jobs. */
async function rowsOf(world: World) {
  const counts = TABLES.map(
    (table) => `(SELECT count(*)::int FROM ${table} WHERE clinic_id = $1) AS ${table}`,
  )
  const [row] = await ownerQuery(
    `SELECT ${counts.join(', ')}, (SELECT count(*)::int FROM audit_event WHERE chain_id = $1) AS audit,
      (SELECT json_agg(json_build_array(status, version, sequence) ORDER BY created_at, starts_at) FROM booking WHERE clinic_id = $1) AS states,
      (SELECT count(*)::int FROM calendar_feed WHERE clinic_id = $1 AND revoked_at IS NULL) AS shared,
      (SELECT count(*)::int FROM external_calendar WHERE clinic_id = $1 AND removed_at IS NULL) AS connected,
      (SELECT json_agg(json_build_array(state, version) ORDER BY id) FROM note WHERE clinic_id = $1) AS notes,
      (SELECT count(*)::int FROM visit_summary WHERE clinic_id = $1 AND withdrawn_at IS NULL) AS released,
      (SELECT sum(taken)::int FROM group_session WHERE clinic_id = $1 AND cancelled_at IS NULL) AS taken`,
    [world.clinic.id],
  )
  return row
}
