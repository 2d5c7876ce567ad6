import pg from 'pg'
import { isDemoDatabase } from './demo'
import { asSeeder } from './rows'

/** A clinic for measurements: as many bookings as asked for, always the same ones, as dense as a real diary. */
export const bench = {
  id: 'b0000001-0000-4000-8000-000000000001',
  slug: 'bench',
  timeZone: 'Australia/Sydney',
  locationId: 'b0000002-0000-4000-8000-000000000001',
  serviceId: 'b0000003-0000-4000-8000-000000000001',
  serviceCode: 'visit',
  /** The same with everything that scheduling knows: a room, buffers, a daily cap, ages. */
  ruledServiceId: 'b0000003-0000-4000-8000-000000000002',
  ruledServiceCode: 'procedure',
  rooms: 20,
  /** Half-hour visits, from 9:00 to 12:30 and from 13:30 to 17:00. */
  startsPerDay: 14,
  /** Working days ahead of today that are as full as the past; all later ones are empty. */
  daysAhead: 20,
  /** Of the 14; the other four are free. */
  visitsPerDay: 10,
} as const

/** The n-th practitioner of the measured clinic, from 1. */
export const benchPractitioner = (n: number) => `b0000005-0000-4000-8000-${n.toString(16).padStart(12, '0')}`

/** How many practitioners share that many bookings: one for each 200 (four weeks of ten a day), 5 at least and 50 at most. */
export const practitionersFor = (bookings: number) => Math.min(50, Math.max(5, Math.floor(bookings / 200)))

/**
 * Makes the clinic `bench` with its practitioners, a patient for every five bookings, and the bookings with their claims, back from four
 * weeks ahead for as long as they last. One that is there already is replaced; nothing else is touched. Refuses (throws) where the
 * database is not a demo.
 */
export async function seedScale(
  ownerUrl: string,
  bookings: number,
  say: (line: string) => void,
): Promise<void> {
  if (!(await isDemoDatabase(ownerUrl))) throw new Error('Made-up bookings go into a demo database only.')
  const practitioners = practitionersFor(bookings)
  const start = performance.now()
  await asSeeder(ownerUrl, async ({ client }) => {
    for (const statement of REMOVE) await client.query(statement, [bench.id])
    await makeClinic(client, practitioners)
    await makeRules(client)
    await makePatients(client, Math.ceil(bookings / 5))
    await makeBookings(client, bookings, practitioners)
    await takeRooms(client)
  })
  await vacuum(ownerUrl)
  const seconds = Math.round((performance.now() - start) / 1000)
  say(`The clinic "bench" has ${bookings} bookings with ${practitioners} practitioners (${seconds} s).`)
}

const REMOVE = [
  'DELETE FROM calendar_claim WHERE clinic_id = $1',
  'DELETE FROM outbox_message WHERE clinic_id = $1',
  'DELETE FROM booking_link WHERE clinic_id = $1',
  'DELETE FROM booking_event WHERE clinic_id = $1',
  'DELETE FROM booking WHERE clinic_id = $1',
  'DELETE FROM hold WHERE clinic_id = $1',
  'CREATE TEMP TABLE gone ON COMMIT DROP AS SELECT patient_id AS id FROM patient_registration WHERE clinic_id = $1::uuid',
  'DELETE FROM patient_registration WHERE clinic_id = $1',
  'DELETE FROM patient WHERE id IN (SELECT id FROM gone) AND NOT EXISTS (SELECT FROM patient_registration r WHERE r.patient_id = patient.id AND r.clinic_id <> $1)',
  'DELETE FROM availability_rule WHERE clinic_id = $1',
  'DELETE FROM availability_exception WHERE clinic_id = $1',
  'DELETE FROM practitioner_service WHERE clinic_id = $1',
  'DELETE FROM service_need WHERE clinic_id = $1',
  'DELETE FROM resource WHERE clinic_id = $1',
  'DELETE FROM practitioner WHERE clinic_id = $1',
  'DELETE FROM service WHERE clinic_id = $1',
  'DELETE FROM location WHERE clinic_id = $1',
  'DELETE FROM clinic WHERE id = $1',
]

async function makeClinic(client: pg.Client, practitioners: number): Promise<void> {
  await client.query(
    `INSERT INTO clinic (id, slug, name, time_zone, currency, phone, email, address, opening_hours)
     VALUES ($1, $2, 'Bench', $3, 'AUD', '+61255500199', 'hello@bench.example', '1 Bench Street, Sydney NSW 2000', 'Monday to Friday, 9:00 am to 5:00 pm')`,
    [bench.id, bench.slug, bench.timeZone],
  )
  await client.query(
    `INSERT INTO location (id, clinic_id, name, kind, time_zone, address) VALUES ($1, $2, 'Bench Street', 'in_person', $3, '1 Bench Street')`,
    [bench.locationId, bench.id, bench.timeZone],
  )
  await client.query(
    `INSERT INTO service (id, clinic_id, code, name, category, modes, initial_minutes, initial_price_cents, follow_up_minutes, follow_up_price_cents,
       notice_minutes, horizon_days, grid_minutes)
     VALUES ($1, $2, $3, 'Visit', 'General practice', '{in_person}', 60, 12000, 30, 6500, 60, 800, 30)`,
    [bench.serviceId, bench.id, bench.serviceCode],
  )
  await client.query(
    `INSERT INTO practitioner (id, clinic_id, name, title)
     SELECT ('b0000005-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, $1, 'Dr Number ' || n, 'General practitioner' FROM generate_series(1, $2::int) n`,
    [bench.id, practitioners],
  )
  await client.query(
    'INSERT INTO practitioner_service (practitioner_id, service_id, clinic_id) SELECT id, $2, clinic_id FROM practitioner WHERE clinic_id = $1',
    [bench.id, bench.serviceId],
  )
  await client.query(
    `INSERT INTO availability_rule (id, clinic_id, practitioner_id, location_id, weekday, start_minute, end_minute)
     SELECT gen_random_uuid(), p.clinic_id, p.id, $2, d, h.s, h.e FROM practitioner p, generate_series(1, 5) d, (VALUES (540, 750), (810, 1020)) h (s, e)
     WHERE p.clinic_id = $1`,
    [bench.id, bench.locationId],
  )
}

/** A second service, offered by all, for which every rule has to be asked. */
async function makeRules(client: pg.Client): Promise<void> {
  await client.query(
    `INSERT INTO service (id, clinic_id, code, name, category, modes, initial_minutes, initial_price_cents, follow_up_minutes, follow_up_price_cents,
       buffer_before_minutes, buffer_after_minutes, notice_minutes, horizon_days, grid_minutes, minimum_age_years, daily_cap, upcoming_limit, requires_initial_first)
     VALUES ($1, $2, $3, 'Procedure', 'General practice', '{in_person}', 45, 22000, 20, 12000, 5, 5, 60, 800, 15, 16, 6, 4, true)`,
    [bench.ruledServiceId, bench.id, bench.ruledServiceCode],
  )
  await client.query(
    'INSERT INTO practitioner_service (practitioner_id, service_id, clinic_id) SELECT id, $2, clinic_id FROM practitioner WHERE clinic_id = $1',
    [bench.id, bench.ruledServiceId],
  )
  await client.query(
    `INSERT INTO resource (id, clinic_id, location_id, kind, name)
     SELECT ('b0000009-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, $1, $2, 'room', 'Room ' || n FROM generate_series(1, $3::int) n`,
    [bench.id, bench.locationId, bench.rooms],
  )
  await client.query(
    `INSERT INTO service_need (id, clinic_id, service_id, name, resource_ids)
     SELECT gen_random_uuid(), $1, $2, 'A room', array_agg(id) FROM resource WHERE clinic_id = $1`,
    [bench.id, bench.ruledServiceId],
  )
}

/** The first practitioners' visits to come take a room each. */
async function takeRooms(client: pg.Client): Promise<void> {
  await client.query(
    `INSERT INTO calendar_claim (id, clinic_id, resource_kind, resource_id, starts_at, ends_at, kind, booking_id)
     SELECT gen_random_uuid(), c.clinic_id, 'room', r.id, c.starts_at, c.ends_at, c.kind, c.booking_id
     FROM calendar_claim c JOIN practitioner p ON p.id = c.resource_id JOIN resource r ON r.clinic_id = c.clinic_id AND right(r.id::text, 12) = right(p.id::text, 12)
     WHERE c.clinic_id = $1 AND c.starts_at > now()`,
    [bench.id],
  )
}

async function makePatients(client: pg.Client, patients: number): Promise<void> {
  await client.query(
    `WITH made AS (
       INSERT INTO patient (id, first_name, last_name, date_of_birth, phone, email)
       SELECT ('b0000006-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
         (ARRAY['Ana', 'Bo', 'Chen', 'Dina', 'Emil', 'Fay', 'Gus', 'Hana', 'Ivo', 'Jia'])[1 + n % 10] || ' ' || chr(65 + n / 10 % 26),
         initcap(translate(lpad(to_hex(n * 7919 % 1048576), 5, '0'), '0123456789', 'ghijklmnop')), date '1930-01-01' + n * 37 % 30000,
         '+614' || lpad((n * 13 % 100000000)::text, 8, '0'), CASE n % 3 WHEN 0 THEN NULL ELSE 'p' || n || '@bench.example' END
       FROM generate_series(1, $2::int) n RETURNING id
     ) INSERT INTO patient_registration (clinic_id, patient_id) SELECT $1, id FROM made`,
    [bench.id, patients],
  )
}

/** From the last day ahead backwards: of each day's 14 starts, another ten for each practitioner and day. */
async function makeBookings(client: pg.Client, bookings: number, practitioners: number): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE visit ON COMMIT DROP AS
     WITH ahead AS (
       SELECT d::date AS last FROM generate_series(current_date + 1, current_date + 60, interval '1 day') d WHERE extract(isodow FROM d) < 6 OFFSET $4::int - 1 LIMIT 1
     ), day AS MATERIALIZED (
       SELECT d::date AS day, row_number() OVER (ORDER BY d DESC) AS nth FROM ahead, generate_series(last, last - ($1::int / ($2::int * $3::int) * 7 / 5 + 20) * interval '1 day', interval '-1 day') d
       WHERE extract(isodow FROM d) < 6
     )
     SELECT row_number() OVER (ORDER BY day DESC, s, p) AS k, p, (day + make_interval(mins => CASE WHEN s < 7 THEN 540 + s * 30 ELSE 600 + s * 30 END))
       AT TIME ZONE $5 AS starts_at
     FROM day, generate_series(1, $2::int) p, generate_series(0, 13) s
     WHERE (s * 3 + nth * 5 + p) % 14 < $3::int ORDER BY day DESC, s, p LIMIT $1::int`,
    [bookings, practitioners, bench.visitsPerDay, bench.daysAhead, bench.timeZone],
  )
  const id = (kind: number, n: string) =>
    `('b000000${kind}-0000-4000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
  await client.query(
    `INSERT INTO booking (id, clinic_id, reference, patient_id, service_id, practitioner_id, location_id, type, mode, status, source, starts_at, ends_at,
       price_cents, currency, cancel_notice_hours, late_cancel_fee_cents, created_at)
     SELECT ${id(7, 'k')}, $1,
       (SELECT string_agg(substr('ABCDEFGHJKMNPQRSTUVWXYZ23456789', 1 + (k / (31 ^ i)::bigint % 31)::int, 1), '') FROM generate_series(7, 0, -1) i),
       ${id(6, '1 + k % $4::int')}, $2, ${id(5, 'p')}, $3, 'follow_up', 'in_person',
       CASE WHEN starts_at < now() THEN CASE k % 20 WHEN 0 THEN 'no_show' ELSE 'completed' END ELSE 'confirmed' END::booking_status,
       CASE k % 2 WHEN 0 THEN 'online' ELSE 'phone' END::booking_source, starts_at, starts_at + interval '30 minutes', 6500, 'AUD', 24, 0,
       least(starts_at, now()) - interval '9 days'
     FROM visit ORDER BY k DESC`,
    [bench.id, bench.serviceId, bench.locationId, Math.ceil(bookings / 5)],
  )
  await client.query(
    `INSERT INTO calendar_claim (id, clinic_id, resource_kind, resource_id, starts_at, ends_at, kind, booking_id)
     SELECT ${id(8, 'k')}, $1, 'practitioner', ${id(5, 'p')}, starts_at, starts_at + interval '30 minutes', 'booking', ${id(7, 'k')} FROM visit ORDER BY k DESC`,
    [bench.id],
  )
}

/** Statistics and visibility, as autovacuum would have left them. */
async function vacuum(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query(
    'VACUUM (ANALYZE) booking, calendar_claim, patient, patient_registration, availability_rule, practitioner, practitioner_service, resource, service_need',
  )
  await client.end()
}
