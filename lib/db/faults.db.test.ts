import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { Refusal } from '../errors'
import { newId, newReference } from '../ids'
import { asActor, atOnce, sql, type Tx } from './client'
import { faultOf, isRetryable, refusalOf } from './faults'
import { insertBooking } from './testing/booking'
import { rawAs, urlFor } from './testing/raw'
import { insertAll, makeClinic, type World } from './testing/world'

vi.hoisted(() => vi.stubEnv('DATABASE_POOL', '2'))

let world: World
beforeAll(async () => {
  world = await makeClinic()
  await rawAs(
    'owner',
    'system',
    `CREATE FUNCTION raise_state(state text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'injected' USING ERRCODE = state; END $$`,
  )
})

/** What a call threw, and what the classifier makes of it. */
async function thrownBy(work: () => Promise<unknown>) {
  const error = await work().then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  )
  return { error, fault: faultOf(error), refusal: refusalOf(error) }
}

const kim = () => world.as.kim
const inKims = <T>(work: (tx: Tx) => Promise<T>) => asActor(kim(), work)

describe('an overlap', () => {
  const SECRET = 'Overheard'
  const row = (patientId: string, startsAt: Date) => ({
    id: newId(),
    clinicId: world.clinic.id,
    reference: newReference(),
    patientId,
    serviceId: world.services.gp,
    practitionerId: world.practitioners.mora,
    locationId: world.locations.street,
    type: 'initial' as const,
    mode: 'in_person' as const,
    status: 'confirmed' as const,
    source: 'phone' as const,
    startsAt,
    endsAt: new Date(startsAt.getTime() + 1_200_000),
    priceCents: 0,
    currency: 'AUD',
    cancelNoticeHours: 0,
    lateCancelFeeCents: 0,
    referredBy: SECRET,
    createdByAccountId: world.accounts.kim,
  })

  test('of one patient, by model, by raw statement and in one round trip, is the same refusal, with no row value in it', async () => {
    const startsAt = world.at(3, '09:00')
    await insertBooking(world, { startsAt })
    const clash = () => row(world.patients.ada, startsAt)
    const copy = (
      id: string,
    ) => sql`INSERT INTO booking (id, clinic_id, reference, patient_id, service_id, practitioner_id, location_id, type, mode, status,
        source, starts_at, ends_at, price_cents, currency, cancel_notice_hours, late_cancel_fee_cents, created_by_account_id)
      SELECT ${id}::uuid, clinic_id, 'ABCDEFGH', patient_id, service_id, practitioner_id, location_id, type, mode, status, source, starts_at, ends_at,
        price_cents, currency, cancel_notice_hours, late_cancel_fee_cents, ${world.accounts.kim}::uuid FROM booking WHERE patient_id = ${world.patients.ada}::uuid LIMIT 1`
    const ways = [
      () => inKims((tx) => tx.booking.createMany({ data: clash() })),
      () => inKims((tx) => tx.$executeRaw(copy(newId()))),
      () => atOnce(kim(), copy(newId())),
    ]
    for (const way of ways) {
      const { error, refusal } = await thrownBy(way)
      expect(refusal?.code).toBe('patient_overlap')
      expect(error).toBeInstanceOf(Refusal)
      expect(everythingIn(error)).not.toMatch(
        new RegExp(`${SECRET}|${world.patients.ada}|${startsAt.toISOString().slice(0, 10)}`),
      )
    }
  })

  test('of one practitioner is slot_taken', async () => {
    const startsAt = world.at(3, '11:00')
    await insertBooking(world, { startsAt, patientId: world.patients.ben })
    const claim = sql`SELECT claim_time(${world.clinic.id}::uuid, ${world.services.gp}::uuid, ${world.practitioners.mora}::uuid, ${world.locations.street}::uuid,
      tstzrange(${startsAt}::timestamptz, ${new Date(startsAt.getTime() + 600_000)}::timestamptz), 0, 0, NULL, NULL, ${newId()}::uuid, now() + interval '5 minutes', false, now())`
    expect((await thrownBy(() => inKims((tx) => tx.$executeRaw(claim)))).refusal?.code).toBe('slot_taken')
    expect((await thrownBy(() => atOnce(kim(), claim))).refusal?.code).toBe('slot_taken')
  })
})

function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const own = Object.getOwnPropertyNames(error).map(
    (name) => (error as unknown as Record<string, unknown>)[name],
  )
  return own.map((it) => (it instanceof Error ? everythingIn(it) : JSON.stringify(it))).join(' ')
}

describe('a deadlock', () => {
  /** Two transactions that take two rows in opposite order; both have the first before either asks for the second. */
  async function crossing(one: (first: string, then: string, met: () => Promise<void>) => Promise<unknown>) {
    const keys = [newId(), newId()]
    await insertAll({ rate_limit: keys.map((key) => ({ key, points: 0 })) })
    let waiting = 0
    const met = async () => {
      waiting += 1
      for (let tries = 0; waiting < 2 && tries < 100; tries++)
        await new Promise((done) => setTimeout(done, 10))
    }
    const [a = '', b = ''] = keys
    const ended = await Promise.allSettled([one(a, b, met), one(b, a, met)])
    const [total] = await rawAs<{ points: number }>(
      'superuser',
      null,
      'SELECT sum(points)::int AS points FROM rate_limit WHERE key = ANY ($1)',
      [keys],
    )
    return { ended, points: total?.points }
  }
  const take = (key: string) => sql`UPDATE rate_limit SET points = points + 1 WHERE key = ${key}`

  test('is met again with the whole transaction, so that both are done and neither twice', async () => {
    let attempts = 0
    const { ended, points } = await crossing((first, then, met) =>
      inKims(async (tx) => {
        attempts += 1
        await tx.$executeRaw(take(first))
        await met()
        await tx.$executeRaw(take(then))
      }),
    )
    expect(ended.map((it) => it.status)).toEqual(['fulfilled', 'fulfilled'])
    expect(attempts).toBe(3)
    expect(points).toBe(4)
  })

  test('is one to PostgreSQL, to Prisma by model and by raw statement', async () => {
    const shapes: unknown[] = []
    await crossing((first, then, met) =>
      inKims(async (tx) => {
        await tx.rateLimit.updateMany({ where: { key: first }, data: { points: { increment: 1 } } })
        await met()
        await tx.rateLimit
          .updateMany({ where: { key: then }, data: { points: { increment: 1 } } })
          .catch((error: unknown) => {
            shapes.push(error)
            throw error
          })
      }),
    )
    await crossing(async (first, then, met) => {
      const client = new pg.Client({ connectionString: urlFor('app') })
      await client.connect()
      try {
        await client.query('BEGIN')
        await client.query('UPDATE rate_limit SET points = points + 1 WHERE key = $1', [first])
        await met()
        await client.query('UPDATE rate_limit SET points = points + 1 WHERE key = $1', [then])
        await client.query('COMMIT')
      } catch (error) {
        shapes.push(error)
      } finally {
        await client.end()
      }
    })
    expect(shapes).toHaveLength(2)
    for (const shape of shapes) {
      expect(faultOf(shape).sqlState).toBe('40P01')
      expect(isRetryable(shape)).toBe(true)
    }
  })

  // 40001 never comes by itself at READ COMMITTED.
  test('or serialization failure that does not end is given up after three tries, as busy', async () => {
    for (const state of ['40P01', '40001']) {
      let attempts = 0
      const { refusal } = await thrownBy(() =>
        inKims(async (tx) => {
          attempts += 1
          await tx.$executeRaw`SELECT raise_state(${state})`
        }),
      )
      expect(attempts).toBe(3)
      expect(refusal?.code).toBe('busy')
    }
  })
})

describe('a connection', () => {
  test('that is not to be had in time is busy', async () => {
    let release = () => {}
    const held = new Promise<void>((done) => {
      release = done
    })
    const holders = [1, 2].map(() => inKims(async () => held))
    await new Promise((done) => setTimeout(done, 200))
    const { refusal } = await thrownBy(() => inKims((tx) => tx.clinic.findFirst()))
    release()
    await Promise.all(holders)
    expect(refusal?.code).toBe('busy')
  })

  test('that is cut in the middle fails that call only; the next one has another', async () => {
    const kill = sql`SELECT pg_terminate_backend(pg_backend_pid())`
    for (const way of [() => inKims((tx) => tx.$queryRaw(kill)), () => atOnce(kim(), kill)]) {
      expect((await thrownBy(way)).refusal?.code).toBe('database_down')
      expect(await inKims((tx) => tx.clinic.count())).toBe(1)
      expect(await atOnce(kim(), sql`SELECT count(*)::int AS n FROM clinic`)).toEqual([[{ n: 1 }]])
    }
  })

  test('to a server that is not there is database_down', async () => {
    const nowhere = new pg.Client({ connectionString: 'postgresql://nobody@127.0.0.1:1/none' })
    const { fault, refusal } = await thrownBy(() => nowhere.connect())
    expect([fault.sqlState, refusal?.code]).toEqual(['DOWN', 'database_down'])
  })

  test('waits ten seconds for a statement and three for a lock, not for ever', async () => {
    expect(
      await atOnce(
        kim(),
        sql`SHOW statement_timeout`,
        sql`SHOW lock_timeout`,
        sql`SHOW idle_in_transaction_session_timeout`,
      ),
    ).toEqual([
      [{ statement_timeout: '10s' }],
      [{ lock_timeout: '3s' }],
      [{ idle_in_transaction_session_timeout: '15s' }],
    ])
    const slow = () => atOnce(kim(), sql`SET LOCAL statement_timeout = '50ms'`, sql`SELECT pg_sleep(5)`)
    expect((await thrownBy(slow)).refusal?.code).toBe('busy')
  })
})

test.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'])(
  'what the system calls %s is the database being down',
  (code) => {
    expect(refusalOf(Object.assign(new Error('write'), { code }))?.code).toBe('database_down')
  },
)

test('a text that is no id is a fault of ours, not a refusal', async () => {
  const { fault, refusal } = await thrownBy(() => inKims((tx) => tx.$queryRaw`SELECT ${'no id'}::uuid`))
  expect([fault.sqlState, refusal]).toEqual(['22P02', null])
})

describe('an error that was swallowed inside a transaction', () => {
  const patient = () => ({
    id: newId(),
    firstName: 'Not',
    lastName: 'There',
    dateOfBirth: new Date('2000-01-01'),
    provisional: true,
  })

  test('is not acknowledged: what PostgreSQL rolled back, the caller hears of', async () => {
    const lost = patient()
    const swallowing = () =>
      inKims(async (tx) => {
        await tx.patient.createMany({ data: lost })
        await tx.$executeRaw`SELECT 1 / 0`.catch(() => {})
        return 'acknowledged'
      })
    // As often as there are connections and more: each goes back to the pool as good as new.
    for (let times = 0; times < 5; times++) expect((await thrownBy(swallowing)).fault.sqlState).toBe('25P02')
    expect(await rawAs('superuser', null, 'SELECT FROM patient WHERE id = $1', [lost.id])).toEqual([])
  })

  test('at the commit is heard of too', async () => {
    const lost = randomUUID()
    await rawAs(
      'owner',
      'system',
      'CREATE TABLE promise (id uuid PRIMARY KEY, kept uuid REFERENCES promise DEFERRABLE INITIALLY DEFERRED); GRANT INSERT ON promise TO anteroom_app',
    )
    const broken = sql`INSERT INTO promise VALUES (${randomUUID()}::uuid, ${lost}::uuid)`
    expect((await thrownBy(() => inKims((tx) => tx.$executeRaw(broken)))).fault.sqlState).toBe('23503')
    expect((await thrownBy(() => atOnce(kim(), broken))).fault.sqlState).toBe('23503')
  })
})

afterAll(() => rawAs('owner', 'system', 'DROP TABLE promise; DROP FUNCTION raise_state(text)'))
