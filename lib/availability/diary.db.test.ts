import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { atOnce, sql } from '../db/client'
import { onCluster } from '../db/testing/cluster'
import { ownerQuery, rawAs, urlFor } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import { addDays, localDate } from '../time'
import { bookableFacts } from './queries/facts'
import { listSlots, nextSlots } from './queries/slots'

// How the search reaches its rows (performance.md: growth goals, statements per request).

test('the search reads the calendar from one index, and never in whole, whatever the history', async () => {
  const world = await makeClinic()
  await ownerQuery(
    `WITH calendar AS (INSERT INTO external_calendar (id, clinic_id, practitioner_id, name, url_sealed, created_at)
        VALUES (gen_random_uuid(), $1, ($2::uuid[])[1], 'Elsewhere', 'v1', now()) RETURNING id)
      INSERT INTO calendar_claim (id, clinic_id, resource_kind, resource_id, starts_at, ends_at, kind, external_calendar_id)
      SELECT gen_random_uuid(), $1, 'practitioner', who, now() - n * interval '20 minutes', now() - n * interval '20 minutes' + interval '15 minutes', 'external', calendar.id
      FROM calendar, generate_series(-1000, 2000) n, unnest($2::uuid[]) who`,
    [world.clinic.id, Object.values(world.practitioners)],
  )
  // The test cluster commits asynchronously; what is not on disk is not yet seen by everybody.
  await onCluster(urlFor('superuser'), 'CHECKPOINT')
  await onCluster(urlFor('superuser'), 'VACUUM ANALYZE calendar_claim')
  const before = await reads(world)
  const { slots } = await listSlots(world.as.guest, { ...visit(world), ...dates(world, 31) })
  expect(slots.length).toBeGreaterThan(100)
  const after = await reads(world)
  expect(after.index).toBe(before.index + 1)
  expect(after.whole).toBe(before.whole)
})

test('a search is one statement whatever the days and the practitioners, and so are the facts of a booking', async () => {
  const world = await makeClinic()
  const { guest } = world.as
  const one = { ...visit(world), practitioner: world.practitioners.mora }
  const time = { ...visit(world), mode: 'in_person', startsAt: world.at(3, '10:00') } as const
  const ids = { practitionerId: world.practitioners.mora, locationId: world.locations.street }
  expect(await statements(() => listSlots(guest, { ...one, ...dates(world, 1) }))).toBe(1)
  expect(await statements(() => listSlots(guest, { ...visit(world), ...dates(world, 62) }))).toBe(1)
  expect(await statements(() => bookableFacts(guest, { ...time, ...ids }))).toBe(1)
  expect(await statements(() => nextSlots(guest, visit(world)))).toBe(1)
  await ownerQuery(`DELETE FROM availability_rule WHERE clinic_id = $1`, [world.clinic.id])
  expect(await statements(() => nextSlots(guest, visit(world)))).toBe(2)
})

function visit(world: World) {
  return { clinicSlug: world.clinic.slug, service: 'gp', type: 'follow_up' } as const
}

function dates(world: World, days: number) {
  const from = localDate(world.at(3, '09:00'), world.clinic.timeZone)
  return { from, to: addDays(from, days - 1) }
}

// Before the first connection, which keeps the function it finds.
const sent = vi.spyOn(pg.Client.prototype, 'query')

/** How many statements go to the database, transaction and actor aside. */
async function statements(search: () => Promise<unknown>): Promise<number> {
  sent.mockClear()
  await search()
  const queries = sent.mock.calls.map(([query]) => query as unknown as string | { text: string })
  const texts = queries.map((query) => (typeof query === 'string' ? query : query.text))
  return texts.filter((text) => !/^(BEGIN|COMMIT|SELECT set_config)/.test(text)).length
}

/** How often the table of claims has been read so far: in whole, by its search index. */
async function reads(world: World) {
  // A connection tells of its reads once a second, or when asked.
  await atOnce(world.as.guest, sql`SELECT pg_stat_force_next_flush()`)
  const [row] = await rawAs<{ whole: number; index: number }>(
    'superuser',
    null,
    `SELECT t.seq_scan::int AS whole, i.idx_scan::int AS index
      FROM pg_stat_user_tables t JOIN pg_stat_user_indexes i USING (relid) WHERE i.indexrelname = 'calendar_claim_diary'`,
  )
  if (!row) throw new Error('calendar_claim_diary is not there')
  return row
}
