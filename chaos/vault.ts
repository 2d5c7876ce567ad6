import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { asSystem } from '../lib/db/ask'
import { ownerQuery, rawAs } from '../lib/db/testing/raw'
import { openVault } from '../lib/vault/keys'
import { open, seal } from '../lib/vault/seal'
import { book, bookingOf, countOf, freeSlots, openClinic, type Slot } from './bookings'
import { call, pause } from './http'
import type { Findings, Scenario, Stage } from './scenario'

const MAILS = 10_000
const place = (id: string) => ({ table: 'demo_mail', column: 'raw_sealed', id }) as const

/** What those who used the portal meanwhile met: answers, no answer (the instance was just killed), and what must never be. */
type Use = { reads: number; writes: number; unanswered: number; wrong: string[] }

/**
 * A rotation over 10,000 values, with kill -9 of every instance twice while it walks, under people who read what is sealed and write more.
 * The hour for which a key is kept is not waited for: the keys are made older by the superuser.
 */
async function rotation(stage: Stage): Promise<Findings> {
  await asSystem(stage.ownerUrl, openVault)
  const ids = await fillMailbox(stage)
  const use = keepUsing(stage, ids)
  await vault('rotate')
  const walked: number[] = []
  for (const least of [MAILS / 5, MAILS / 2]) {
    walked.push(await untilWalked(stage, least))
    await Promise.all([stage.a.kill(), stage.b.kill()])
    await Promise.all([stage.a.start(), stage.b.start()])
  }
  const isWalked = await until(120, async () => (await under(stage, 'k1')) === 0)
  const tooEarly = await vault('remove', 'k1')
  await rawAs('superuser', null, `UPDATE vault_key SET usable_from = usable_from - interval '2 hours'`)
  const removed = await vault('remove', 'k1')
  // Every process has read the ring since.
  await pause(7000)
  const used = await use.end()
  const unread = await unreadable(stage, ids)
  return {
    holds: {
      'killed twice while it walked': walked.every((rows) => rows < MAILS),
      'everything is sealed under the new key': isWalked,
      'the old key is kept for an hour': tooEarly.code === 1 && tooEarly.said.includes('is kept until'),
      'then it is removed': removed.code === 0,
      'nobody ever met what could not be read': used.wrong.length === 0,
      'everything is read without the old key': unread === 0,
      'it was used all the while': used.reads > 200 && used.writes > 50,
    },
    figures: { ...used, wrong: used.wrong.slice(0, 3), walkedAtKill: walked, unread },
  }
}

async function fillMailbox(stage: Stage): Promise<string[]> {
  const ids = Array.from({ length: MAILS }, () => randomUUID())
  const raw = (id: string) =>
    `From: A <a@b.example>\r\nTo: c@d.example\r\nSubject: ${id}\r\n\r\nThis is mail ${id}.\r\n`
  await ownerQuery(
    `INSERT INTO demo_mail (id, received_at, message_id, raw_sealed)
     SELECT id, now(), '', raw FROM json_to_recordset($1) AS r (id uuid, raw text)`,
    [JSON.stringify(ids.map((id) => ({ id, raw: seal(raw(id), place(id)) })))],
  )
  const there = await countOf(stage, 'SELECT count(*) FROM demo_mail')
  if (there < MAILS) throw new Error(`${there} mails`)
  return ids
}

function keepUsing(stage: Stage, ids: readonly string[]): { end: () => Promise<Use> } {
  const use: Use = { reads: 0, writes: 0, unanswered: 0, wrong: [] }
  let isOver = false
  const port = () => stage.ports[stage.random.below(2)] ?? stage.ports[0]
  const reader = async () => {
    while (!isOver) {
      const id = ids[stage.random.below(ids.length)]
      const { status, text } = await call({ port: port(), path: `/dev/mailbox/${id}` })
      if (status === 0) use.unanswered++
      else if (status === 200 && text?.includes(`This is mail ${id}.`)) use.reads++
      else use.wrong.push(`mail: ${status}`)
      await pause(10)
    }
  }
  /** Books with a reason, which is sealed; asked again with the same key, the first answer is opened. */
  const writer = async () => {
    for (const slot of await manySlots()) {
      if (isOver) return
      const key = randomUUID()
      const body = { ...bookingOf(slot), reason: 'A cough' }
      const first = await book(port(), slot, body, key)
      const again = await book(port(), slot, body, key)
      if (first.status === 0 || again.status === 0) use.unanswered++
      else if (first.body.reference === again.body.reference && again.status === 201) use.writes++
      else use.wrong.push(`booking: ${first.status}, ${again.status}`)
      await pause(100)
    }
  }
  const all = Promise.all([reader(), reader(), writer()])
  return {
    end: async () => {
      isOver = true
      await all
      return use
    },
  }
}

const manySlots = async (): Promise<Slot[]> => freeSlots(await openClinic(), 3000)

/** Waits until so many mails are sealed anew; says how many then were. */
async function untilWalked(stage: Stage, least: number): Promise<number> {
  let rows = 0
  await until(150, async () => {
    rows = MAILS - (await under(stage, 'k1', 'demo_mail', 'raw_sealed'))
    return rows >= least
  })
  return rows
}

async function until(seconds: number, is: () => Promise<boolean>): Promise<boolean> {
  for (const end = performance.now() + seconds * 1000; performance.now() < end; await pause(50))
    if (await is()) return true
  return false
}

/** How many values are under a key: of one column, or of those that are written here. */
async function under(stage: Stage, key: string, table?: string, column?: string): Promise<number> {
  if (table) return countOf(stage, `SELECT count(*) FROM ${table} WHERE ${column} LIKE $1`, [`v1.${key}.%`])
  return countOf(
    stage,
    `SELECT (SELECT count(*) FROM demo_mail WHERE raw_sealed LIKE $1) + (SELECT count(*) FROM booking WHERE reason_sealed LIKE $1)
       + (SELECT count(*) FROM idempotency_key WHERE answer_sealed LIKE $1)`,
    [`v1.${key}.%`],
  )
}

/** How many of the mails this process cannot open with the ring as it is now. */
async function unreadable(stage: Stage, ids: readonly string[]): Promise<number> {
  await asSystem(stage.ownerUrl, openVault)
  const rows = await ownerQuery<{ id: string; raw: string }>(
    'SELECT id, raw_sealed AS raw FROM demo_mail WHERE id = ANY ($1)',
    [ids],
  )
  const opens = ({ id, raw }: { id: string; raw: string }) => {
    try {
      return open(raw, place(id)).includes(id)
    } catch {
      return false
    }
  }
  return ids.length - rows.filter(opens).length
}

/** `npm run vault:…` on the stage's database, whose address is in our environment. */
async function vault(...args: string[]): Promise<{ code: number; said: string }> {
  const script = ['--import', 'tsx', 'scripts/vault.ts', ...args]
  return promisify(execFile)(process.execPath, script).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
  )
}

export const vaultScenarios: Scenario[] = [
  { id: 'K3', says: 'a rotation over 10,000 values, read and written, killed twice', run: rotation },
]
