import pg from 'pg'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { listenToCalendar, stopListening } from '../db/listen'
import { insertBooking } from '../db/testing/booking'
import { ownerQuery } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import { newId } from '../ids'
import { addDays, localDate, printTimeOfDay } from '../time'
import { readCalendar } from './queries/calendar'
import { type CalendarQuery, calendarQuery } from './schema'

const CANCELLED = { status: 'cancelled', cancelled_at: new Date(0), cancelled_by: 'staff' }
const ask = (world: World, at: Date, more: Partial<CalendarQuery> = {}) => ({
  ...calendarQuery.parse({ day: localDate(at, world.clinic.timeZone) }),
  ...more,
})

describe('a day', () => {
  test('has a column for each practitioner, with hours, visits, leave and what is being booked', async () => {
    const world = await makeClinic({ hours: [[9 * 60, 17 * 60]] })
    const at = world.at(3, '09:00')
    const { id } = await insertBooking(world, { startsAt: at, minutes: 30 })
    await insertBooking(world, { startsAt: world.at(3, '11:00'), booking: CANCELLED })
    await holdTime(world, world.at(3, '12:00'))
    await leave(world, world.at(3, '15:00'), world.at(3, '17:00'))
    const view = await readCalendar(world.as.kim, ask(world, at))
    expect(view.hours[0]).toBe('8:00 am')
    const [mora, noor] = view.columns
    expect(mora).toMatchObject({
      practitionerId: world.practitioners.mora,
      open: [{ from: 60, to: 540 }],
      shut: [{ from: 420, to: 540, say: 'Leave' }],
    })
    expect(mora?.items).toMatchObject([
      { id, kind: 'booking', from: 60, to: 90, title: 'Ada Lindqvist', time: '9:00 am to 9:30 am' },
      { kind: 'hold', from: 240, to: 260, title: 'Being booked', href: null },
    ])
    expect(noor?.items).toEqual([])
  })

  test('is read in one statement, and that it was looked at is on record, whatever it holds', async () => {
    const world = await makeClinic()
    const at = world.at(3, '09:00')
    const count = () => statements(() => readCalendar(world.as.kim, ask(world, at)))
    const before = await count()
    for (let n = 0; n < 5; n++) await insertBooking(world, { startsAt: world.at(3, `1${n}:00`) })
    expect([before, await count()]).toEqual([2, 2])
    const looked = await ownerQuery(
      `SELECT count(*)::int AS times FROM audit_event WHERE action = 'calendar.viewed' AND chain_id = $1 AND actor_id = $2`,
      [world.clinic.id, world.accounts.kim],
    )
    expect(looked).toEqual([{ times: 2 }])
  })

  test('shows nothing of another clinic, to whoever asks for its practitioners by name', async () => {
    const [here, elsewhere] = [await makeClinic(), await makeClinic()]
    const at = here.at(3, '09:00')
    await insertBooking(here, { startsAt: at })
    const stolen = ask(here, at, { with: Object.values(here.practitioners) })
    expect((await readCalendar(elsewhere.as.kim, stolen)).columns).toEqual([])
    const own = await readCalendar(elsewhere.as.kim, ask(elsewhere, at))
    expect(own.columns.flatMap(({ items }) => items)).toEqual([])
    await expect(readCalendar(here.as.ada as never, ask(here, at))).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

test('a week is one practitioner’s, from Monday, each day at its own wall time', async () => {
  const world = await makeClinic({ hours: [[9 * 60, 17 * 60]] })
  // Sydney’s clocks go forward on Sunday 3 October 2027.
  const view = await readCalendar(world.as.kim, {
    ...calendarQuery.parse({ day: '2027-10-01', view: 'week' }),
    with: [world.practitioners.mora],
  })
  expect(view.from).toBe('2027-09-27')
  expect(view.columns).toHaveLength(7)
  for (const { top, open } of view.columns) {
    expect(printTimeOfDay(new Date(top * 60_000), world.clinic.timeZone)).toBe('8:00 am')
    expect(open).toEqual([{ from: 60, to: 540 }])
  }
})

test('a day on which the clock changes has the hours it has', async () => {
  const world = await makeClinic({ hours: [[0, 24 * 60]] })
  const of = async (day: string) =>
    (await readCalendar(world.as.kim, calendarQuery.parse({ day }))).hours.length
  expect([await of('2027-10-02'), await of('2027-10-03'), await of('2027-04-04')]).toEqual([24, 23, 25])
})

test('a room shows what is in it, and a session its seats', async () => {
  const world = await makeClinic()
  const at = world.at(3, '09:00')
  const { id } = await insertBooking(world, { startsAt: at })
  const room = newId()
  await ownerQuery(
    `INSERT INTO resource (id, clinic_id, location_id, kind, name) VALUES ($1, $2, $3, 'room', 'Room 1')`,
    [room, world.clinic.id, world.locations.street],
  )
  await ownerQuery(
    `INSERT INTO calendar_claim (id, clinic_id, resource_kind, resource_id, starts_at, ends_at, kind, booking_id)
     SELECT gen_random_uuid(), clinic_id, 'room', $1, starts_at, ends_at, 'booking', id FROM booking WHERE id = $2`,
    [room, id],
  )
  const session = newId()
  await ownerQuery(
    `INSERT INTO group_session (id, clinic_id, service_id, practitioner_id, location_id, mode, starts_at, ends_at, capacity, created_at)
     VALUES ($1, $2, $3, $4, $5, 'in_person', $6, $6::timestamptz + interval '1 hour', 8, now())`,
    [session, world.clinic.id, world.services.gp, world.practitioners.noor, world.locations.street, at],
  )
  const rooms = await readCalendar(world.as.kim, ask(world, at, { by: 'room' }))
  expect(rooms.columns).toMatchObject([
    { name: 'Room 1', practitionerId: null, items: [{ id, detail: 'Dr Lucia Mora, GP appointment' }] },
  ])
  const day = await readCalendar(world.as.kim, ask(world, at))
  expect(day.columns[1]?.items).toMatchObject([
    {
      ...{ id: session, kind: 'session', detail: '0 of 8 seats taken' },
      moves: { version: 0, practitionerId: world.practitioners.noor, told: { byMail: 0, byPhone: 0 } },
    },
  ])
})

describe('what changes is told when it is committed, with the clinic and the day and nothing else:', () => {
  afterAll(stopListening)

  test('a visit, a kept time and leave', async () => {
    const world = await makeClinic()
    const heard: string[] = []
    const isListening = new Promise<void>((done) => {
      listenToCalendar((told) => {
        if (told === null) done()
        else if (told.startsWith(world.clinic.id)) heard.push(told.slice(37))
      })
    })
    await isListening
    const at = world.at(3, '09:00')
    const day = localDate(at, 'UTC')
    await insertBooking(world, { startsAt: at })
    await vi.waitFor(() => expect(heard).toEqual([day]))
    await holdTime(world, new Date(at.getTime() + 48 * 3_600_000))
    await vi.waitFor(() => expect(heard).toEqual([day, addDays(day, 2)]))
    await leave(world, at, world.at(3, '10:00'))
    await vi.waitFor(() => expect(heard.slice(2)).toEqual(['*']))
  })
})

async function holdTime(world: World, startsAt: Date) {
  const [hold, ends] = [newId(), new Date(startsAt.getTime() + 20 * 60_000)]
  const { clinic, services, practitioners, locations } = world
  await ownerQuery(
    `INSERT INTO hold (id, clinic_id, service_id, type, mode, practitioner_id, location_id, starts_at, ends_at, expires_at)
     VALUES ($1, $2, $3, 'follow_up', 'in_person', $4, $5, $6, $7, now() + interval '10 minutes')`,
    [hold, clinic.id, services.gp, practitioners.mora, locations.street, startsAt, ends],
  )
  await ownerQuery(
    `INSERT INTO calendar_claim (id, clinic_id, resource_kind, resource_id, starts_at, ends_at, kind, expires_at, hold_id)
     VALUES (gen_random_uuid(), $1, 'practitioner', $2, $3, $4, 'hold', now() + interval '10 minutes', $5)`,
    [clinic.id, practitioners.mora, startsAt, ends, hold],
  )
}

function leave(world: World, from: Date, to: Date) {
  return ownerQuery(
    `INSERT INTO availability_exception (id, clinic_id, practitioner_id, kind, starts_at, ends_at) VALUES ($1, $2, $3, 'leave', $4, $5)`,
    [newId(), world.clinic.id, world.practitioners.mora, from, to],
  )
}

// Before the first connection, which keeps the function it finds.
const sent = vi.spyOn(pg.Client.prototype, 'query')

/** How many statements go to the database, transaction and actor aside. */
async function statements(work: () => Promise<unknown>): Promise<number> {
  sent.mockClear()
  await work()
  const queries = sent.mock.calls.map(([query]) => query as unknown as string | Asked)
  const texts = queries.flatMap((query) =>
    typeof query === 'string' ? query : (query.statements ?? [query]).map(({ text }) => text),
  )
  return texts.filter((text) => !/^(BEGIN|COMMIT|SELECT set_config)/.test(text)).length
}

/** pg's own query, or what `atOnce` sends together. */
type Asked = { text: string; statements?: { text: string }[] }
