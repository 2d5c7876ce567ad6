import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { actorSetting } from '../access/actor'
import { newId } from '../ids'
import { insertBooking } from './testing/booking'
import { ownerQuery, rawAs } from './testing/raw'
import { fillTheRest } from './testing/rest'
import { makeClinic, type World } from './testing/world'

// Raw SQL as the portal's role: what it can see and do whatever the application asks of it. Row-level security guards against mistakes
// of ours; whoever can run SQL of their own can also say they are somebody else.

let harbour: World
let lagoon: World
let booked: Record<'ada' | 'ben' | 'cleo' | 'lagoons', { id: string }>
let tables: string[]

beforeAll(async () => {
  ;[harbour, lagoon] = await Promise.all([makeClinic(), makeClinic()])
  const at = (hour: string) => harbour.at(3, hour)
  const { ben, cleo } = harbour.patients
  booked = {
    ada: await insertBooking(harbour, { startsAt: at('09:00') }),
    ben: await insertBooking(harbour, { startsAt: at('10:00'), patientId: ben }),
    cleo: await insertBooking(harbour, { startsAt: at('11:00'), patientId: cleo }),
    lagoons: await insertBooking(lagoon, { startsAt: at('09:00') }),
  }
  await Promise.all([harbour, lagoon].map(fillTheRest))
  const rows = await ownerQuery<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`,
  )
  tables = rows.map((row) => row.name)
})

const readable = async (role: 'app' | 'worker' | 'reporting') =>
  await rawAs<{ name: string; columns: string }>(
    'superuser',
    null,
    `SELECT c.oid::regclass::text AS name, string_agg(quote_ident(attname), ', ') AS columns FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped
         AND has_column_privilege('anteroom_${role}', c.oid, attnum, 'SELECT') GROUP BY c.oid`,
  )

/** Every row of every table an actor can read, as text. */
async function everything(actor: string | null) {
  const seen = new Map<string, string[]>()
  for (const { name, columns } of await readable('app')) {
    const rows = await rawAs<{ row: string }>(
      'app',
      actor,
      `SELECT to_jsonb(x)::text AS row FROM (SELECT ${columns} FROM ${name}) x`,
    )
    seen.set(
      name,
      rows.map((it) => it.row),
    )
  }
  return seen
}

const NAMES_NOBODY = ['_prisma_migrations', 'deployment', 'rate_limit']
const ada = () => actorSetting(harbour.as.ada)
const lagoonsKim = () => actorSetting(lagoon.as.kim)
const DENIED = { code: '42501' }

test('there are rows in every table these tests look at', async () => {
  const empty = []
  for (const name of tables.filter((it) => !it.startsWith('audit_event_')))
    if ((await rawAs('superuser', null, `SELECT FROM ${name} LIMIT 1`)).length === 0) empty.push(name)
  expect(empty).toEqual([])
})

describe('with nobody set', () => {
  test.each(['app', 'worker', 'owner'] as const)(
    'the role %s sees no row, and no error, in any table',
    async (role) => {
      for (const actor of [null, ''])
        for (const name of tables.filter((it) => !NAMES_NOBODY.includes(it))) {
          const mine =
            role === 'owner' ? 'id' : (await readable(role)).find((it) => it.name === name)?.columns
          if (mine === undefined)
            await expect(rawAs(role, actor, `SELECT FROM ${name}`)).rejects.toMatchObject(DENIED)
          else expect([name, ...(await rawAs(role, actor, `SELECT FROM ${name}`))]).toEqual([name])
        }
    },
  )

  test('nor on a connection that somebody used before', async () => {
    for (const name of ['patient', 'booking', 'clinic', 'session'])
      for (const before of [ada(), lagoonsKim(), 'guest', `link:${booked.ada.id}`]) {
        await Promise.all(Array.from({ length: 4 }, () => rawAs('app', before, `SELECT FROM ${name}`)))
        const after = Array.from({ length: 4 }, () =>
          rawAs('app', null, `SELECT current_setting('app.actor', true) AS who FROM ${name}`),
        )
        expect((await Promise.all(after)).flat()).toEqual([])
      }
  })

  test('nothing can be written', async () => {
    await expect(
      rawAs(
        'app',
        null,
        `INSERT INTO patient (id, first_name, last_name, date_of_birth, provisional) VALUES (gen_random_uuid(), 'A', 'B', '2000-01-01', true)`,
      ),
    ).rejects.toMatchObject(DENIED)
    await expect(rawAs('app', null, `SELECT release_time('${booked.ada.id}', NULL)`)).rejects.toMatchObject({
      code: 'AR403',
    })
    await expect(
      rawAs('app', null, `SELECT enqueue_job('message.send', '{}', NULL, NULL)`),
    ).rejects.toMatchObject({ code: 'AR403' })
    expect(await rawAs('app', null, 'UPDATE booking SET version = version + 1 RETURNING 1')).toEqual([])
  })

  test('the role for reports sees counts of bookings and no person', async () => {
    const columns = (await readable('reporting')).flatMap(({ name, columns }) =>
      columns.split(', ').map((it) => `${name}.${it}`),
    )
    expect(
      columns
        .filter((it) => /patient|person|account|name|email|phone|reason|note|reference|hash|sealed/.test(it))
        .sort(),
    ).toEqual(['clinic.name', 'service.name'])
    await expect(
      rawAs('reporting', 'system', `SELECT * FROM sign_in_candidate('a@b.c', NULL)`),
    ).rejects.toMatchObject(DENIED)
  })
})

describe('set to Ada', () => {
  test('no row of any table tells of anybody but her', async () => {
    const others = [
      ...['ben', 'cleo', 'dan'].map((name) => harbour.patients[name as 'ben']),
      harbour.accounts.ben,
      harbour.accounts.kim,
      booked.ben.id,
      booked.cleo.id,
      booked.lagoons.id,
      ...Object.values(lagoon.patients),
      lagoon.accounts.ada,
      lagoon.accounts.ben,
    ]
    const seen = await everything(ada())
    const told = [...seen].flatMap(([table, rows]) =>
      rows.filter((row) => others.some((id) => row.includes(id))).map(() => table),
    )
    expect(told).toEqual([])
    const counts = Object.fromEntries([...seen].map(([table, rows]) => [table, rows.length]))
    expect(counts).toMatchObject({
      patient: 1,
      booking: 1,
      patient_access: 1,
      patient_registration: 1,
      account: 1,
      session: 1,
      known_device: 1,
      booking_event: 1,
      calendar_claim: 0,
      outbox_message: 0,
      hold: 0,
      availability_rule: 0,
      availability_exception: 0,
      clinic_member: 0,
    })
  })

  test.each([
    [
      'a join',
      'SELECT count(*)::int AS n FROM booking b JOIN patient p ON p.id = b.patient_id JOIN clinic c ON c.id = b.clinic_id',
    ],
    [
      'an outer join',
      'SELECT count(p.id)::int AS n FROM clinic c LEFT JOIN booking b ON b.clinic_id = c.id LEFT JOIN patient p ON p.id = b.patient_id',
    ],
    ['an aggregate', 'SELECT count(DISTINCT patient_id)::int AS n FROM booking'],
    [
      'exists',
      `SELECT (SELECT count(*) FROM generate_series(1, 1) WHERE EXISTS (SELECT FROM patient WHERE first_name = 'Ben'))::int + 1 AS n`,
    ],
    ['a subquery', `SELECT count(*)::int AS n FROM patient WHERE id IN (SELECT patient_id FROM booking)`],
  ])('so it is in %s', async (_, statement) => {
    expect(await rawAs('app', ada(), statement)).toEqual([{ n: 1 }])
  })

  test('an update or delete without a WHERE reaches only hers', async () => {
    const updated = (table: string, column: string) =>
      rawAs('app', ada(), `UPDATE ${table} SET ${column} = ${column} RETURNING 1`)
    expect(await updated('booking', 'version')).toHaveLength(1)
    expect(await updated('session', 'last_seen_at')).toHaveLength(1)
    expect(await updated('patient', 'phone')).toHaveLength(0)
    expect(await updated('availability_rule', 'weekday')).toHaveLength(0)
    expect(await rawAs('app', ada(), 'DELETE FROM availability_exception RETURNING 1')).toHaveLength(0)
    await expect(rawAs('app', ada(), 'DELETE FROM booking')).rejects.toMatchObject(DENIED)
  })

  test("a copy of somebody else's row is refused in every table she may insert into", async () => {
    const insertable = await rawAs<{ name: string }>(
      'superuser',
      null,
      `SELECT oid::regclass::text AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
         AND relrowsecurity AND has_table_privilege('anteroom_app', oid, 'INSERT')`,
    )
    const got: Record<string, string> = {}
    for (const { name } of insertable) {
      const [other] = await rawAs<{ row: object }>(
        'superuser',
        null,
        `SELECT to_jsonb(x) AS row FROM ${name} x WHERE to_jsonb(x)::text ~ $1 LIMIT 1`,
        [[harbour.patients.ben, harbour.accounts.ben, booked.ben.id, harbour.practitioners.mora].join('|')],
      )
      const row = JSON.stringify({
        ...other?.row,
        id: newId(),
        number: null,
        reference: 'ABCDEFGH',
        token_hash: `\\x${randomBytes(32).toString('hex')}`,
        key: newId(),
      })
      got[name] = await rawAs(
        'app',
        ada(),
        `INSERT INTO ${name} SELECT * FROM jsonb_populate_record(NULL::${name}, $1)`,
        [row],
      ).then(
        () => 'inserted',
        (error) => error.code,
      )
    }
    // A hold names nobody: anybody may keep a time.
    const { hold, ...rest } = got
    expect(hold).toBe('inserted')
    expect(rest).toEqual(Object.fromEntries(Object.keys(rest).map((name) => [name, '42501'])))
    expect(Object.keys(rest)).toEqual(
      expect.arrayContaining([
        'patient',
        'booking',
        'audit_event',
        'session',
        'idempotency_key',
        'patient_registration',
      ]),
    )
  })
})

describe("another clinic's staff", () => {
  test("see nothing of Harbour's in any table", async () => {
    const theirs = [
      harbour.clinic.id,
      ...Object.values(harbour.patients),
      ...Object.values(harbour.accounts),
      booked.ada.id,
      harbour.practitioners.mora,
      harbour.services.gp,
    ]
    const seen = await everything(lagoonsKim())
    const told = [...seen].flatMap(([table, rows]) =>
      rows.filter((row) => theirs.some((id) => row.includes(id))).map(() => table),
    )
    expect(told).toEqual([])
    expect(seen.get('booking')).toHaveLength(2)
    expect(seen.get('patient')).toHaveLength(4)
    expect(seen.get('clinic')).toHaveLength(1)
  })

  test('see nothing at all once their membership has ended, their account is disabled, or they only audit', async () => {
    const patients = () => rawAs('app', lagoonsKim(), 'SELECT FROM patient')
    expect(await patients()).toHaveLength(4)
    const kim = [lagoon.accounts.kim]
    await ownerQuery('UPDATE clinic_member SET ended_at = now() WHERE account_id = $1', kim)
    expect(await patients()).toEqual([])
    await ownerQuery(
      `UPDATE clinic_member SET ended_at = NULL, roles = '{auditor}' WHERE account_id = $1`,
      kim,
    )
    expect(await patients()).toEqual([])
    await ownerQuery(`UPDATE clinic_member SET roles = '{receptionist}' WHERE account_id = $1`, kim)
    await ownerQuery('UPDATE account SET disabled_at = now() WHERE id = $1', kim)
    expect(await patients()).toEqual([])
    await ownerQuery('UPDATE account SET disabled_at = NULL WHERE id = $1', kim)
    expect(await patients()).toHaveLength(4)
  })
})

test('who acted for somebody sees nothing of them once that has ended', async () => {
  const ben = actorSetting(harbour.as.ben)
  expect(await rawAs('app', ben, 'SELECT FROM patient')).toHaveLength(3)
  await ownerQuery('UPDATE patient_access SET until_at = now() WHERE patient_id = $1', [
    harbour.patients.cleo,
  ])
  expect(await rawAs('app', ben, 'SELECT FROM patient')).toHaveLength(2)
  expect(await rawAs('app', ben, 'SELECT FROM booking')).toHaveLength(2)
  await ownerQuery('UPDATE patient_access SET until_at = NULL WHERE patient_id = $1', [harbour.patients.cleo])
})
