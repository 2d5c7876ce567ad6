import { afterEach, describe, expect, test } from 'vitest'
import { explainTime } from '../availability/queries/explain'
import { listHours } from '../availability/queries/hours'
import { listSlots } from '../availability/queries/slots'
import { bookAppointment } from '../booking/commands/book'
import { moveBooking } from '../booking/commands/move'
import { now, setClock } from '../clock'
import { insertBooking } from '../db/testing/booking'
import { calendarOf, connect, outside, take } from '../db/testing/calendars'
import { ownerQuery } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import { OutsideProblem } from '../http/outside'
import { newId } from '../ids'
import { localDate, localTime } from '../time'
import { disconnectCalendar } from './commands/connect'
import { readCalendar } from './commands/read'
import { getCalendars } from './queries/connected'

afterEach(() => setClock(null))

const claims = async (id: string) =>
  (
    await ownerQuery<{ starts_at: Date; ends_at: Date; overbook: boolean }>(
      'SELECT starts_at, ends_at, overbook FROM calendar_claim WHERE external_calendar_id = $1 ORDER BY starts_at',
      [id],
    )
  ).map(({ starts_at, ends_at, overbook }) => `${wall(starts_at)}–${wall(ends_at)}${overbook ? ' over' : ''}`)
const wall = (at: Date) => localTime(at, 'Australia/Sydney')

const visit = (world: World, startsAt: Date) => ({
  ...({ service: 'gp', type: 'follow_up', mode: 'in_person' } as const),
  ...{ startsAt, practitionerId: world.practitioners.mora, locationId: world.locations.street },
})
async function freeOn(world: World, day: Date): Promise<string[]> {
  const date = localDate(day, world.clinic.timeZone)
  const { slots } = await listSlots(world.as.guest, {
    ...({ clinicSlug: world.clinic.slug, service: 'gp', type: 'follow_up', mode: 'in_person' } as const),
    ...{ practitioner: world.practitioners.mora, from: date, to: date },
  })
  return slots.map(({ startsAt }) => wall(startsAt))
}
const book = (world: World, startsAt: Date) =>
  bookAppointment(world.as.ada, {
    ...visit(world, startsAt),
    ...{ clinicSlug: world.clinic.slug, patientId: world.patients.ada, idempotencyKey: newId() },
  })

describe('a connected calendar', () => {
  test('takes its busy times from what can be booked, is named by the explainer, and gives them back', async () => {
    const world = await makeClinic()
    const [from, to] = [world.at(5, '10:00'), world.at(5, '12:00')]
    const before = await freeOn(world, from)
    expect(before).toContain('10:00')
    const id = await connect(world)
    await take(world, id, [from, to])
    expect(await freeOn(world, from)).toEqual(before.filter((time) => time < '09:45' || time >= '12:00'))
    await expect(book(world, from)).rejects.toMatchObject({ code: 'slot_taken' })
    const { checks, calendars } = await explainTime(world.as.kim, visit(world, from))
    expect(checks.find(({ rule }) => rule === 'slot_taken')?.passes).toBe(false)
    expect(calendars).toEqual(['Hospital roster'])
    await take(world, id)
    expect(await freeOn(world, from)).toEqual(before)
    await take(world, id, [from, to])
    await disconnectCalendar(world.as.ines, { calendarId: id })
    expect(await claims(id)).toEqual([])
    expect((await getCalendars(world.as.mora, world.practitioners.mora)).connected).toEqual([])
    expect((await explainTime(world.as.kim, visit(world, from))).calendars).toEqual([])
  })

  test('lies over a booking without moving it, tells staff, and keeps that time when the booking goes elsewhere', async () => {
    const world = await makeClinic()
    const at = world.at(5, '11:00')
    const { reference, bookingId } = await book(world, at)
    const id = await connect(world)
    const busy: [Date, Date] = [world.at(5, '10:00'), world.at(5, '12:00')]
    await take(world, id, busy)
    expect((await claims(id)).filter((claim) => claim.endsWith('over'))).toHaveLength(1)
    const seen = await getCalendars(world.as.kim, world.practitioners.mora)
    expect(seen.clashes.map((one) => one.id)).toEqual([bookingId])
    const clashesOf = async () => (await listHours(world.as.kim)).map(({ id, clashes }) => [id, clashes])
    const { mora, noor } = world.practitioners
    expect(await clashesOf()).toEqual([
      [mora, 1],
      [noor, 0],
    ])
    expect(seen.mayConnect).toBe(false)
    await moveBooking(world.as.kim, { reference, startsAt: world.at(6, '09:00') })
    expect((await getCalendars(world.as.kim, world.practitioners.mora)).clashes).toEqual([])
    expect(await freeOn(world, at)).not.toContain('11:00')
    await take(world, id, busy)
    expect(await claims(id)).toEqual(['10:00–12:00'])
  })

  test('of an hour that two calendars take keeps it until both give it back', async () => {
    const world = await makeClinic()
    const [one, other] = [await connect(world), await connect(world)]
    const busy: [Date, Date] = [world.at(5, '10:00'), world.at(5, '11:00')]
    await take(world, one, busy)
    await take(world, other, busy)
    await take(world, one)
    expect(await freeOn(world, busy[0])).not.toContain('10:00')
    await take(world, other)
    expect(await freeOn(world, busy[0])).toContain('10:00')
  })

  test('whole days and weeks are claimed in pieces of a day, and read twice change nothing', async () => {
    const world = await makeClinic()
    const id = await connect(world)
    const [from, to] = [world.at(5, '08:00'), new Date(world.at(5, '08:00').getTime() + 9 * 86_400_000)]
    await take(world, id, [from, to])
    const ids = () =>
      ownerQuery('SELECT id FROM calendar_claim WHERE external_calendar_id = $1 ORDER BY id', [id])
    const first = await ids()
    expect(first).toHaveLength(9)
    await take(world, id, [from, to])
    expect(await ids()).toEqual(first)
    const [audit] = await ownerQuery<{ n: number }>(
      `SELECT count(*)::int AS n FROM audit_event WHERE action = 'calendar.read' AND subject_id = $1`,
      [id],
    )
    expect(audit?.n).toBe(1)
  })

  test('that cannot be read keeps what it had, says why and since when, and comes back by itself', async () => {
    const world = await makeClinic()
    const id = await connect(world)
    const busy: [Date, Date] = [world.at(5, '10:00'), world.at(5, '11:00')]
    const view = async () => (await getCalendars(world.as.mora, world.practitioners.mora)).connected[0]
    expect(await view()).toMatchObject({ name: 'Hospital roster', lastRead: null, problem: null })
    await take(world, id, busy)
    const wentWell = (await view())?.lastRead
    expect(wentWell).toMatch(/Sydney time/)
    for (const [answer, said] of [
      [new OutsideProblem('unreachable'), /could not be reached/],
      [new OutsideProblem('not_public'), /public server/],
      ['<html>', /does not lead to a calendar/],
    ] as const) {
      await readCalendar(world.as.system, id, outside(answer).read)
      expect(await view()).toMatchObject({ lastRead: wentWell, problem: expect.stringMatching(said) })
      expect(await claims(id)).toEqual(['10:00–11:00'])
    }
    await take(world, id, busy)
    expect((await view())?.problem).toBe(null)
  })

  test('is asked whether it has changed, but for what lies over others and every half day', async () => {
    const world = await makeClinic()
    const id = await connect(world)
    const stamp = { etag: '"v1"', lastModified: null }
    const nothing = { etag: null, lastModified: null }
    const text = calendarOf([world.at(5, '10:00'), world.at(5, '11:00')])
    const first = outside(text, stamp)
    await readCalendar(world.as.system, id, first.read)
    const second = outside('unchanged')
    await readCalendar(world.as.system, id, second.read)
    expect([first.asked, second.asked]).toEqual([[nothing], [stamp]])
    expect(await claims(id)).toEqual(['10:00–11:00'])
    setClock(new Date(now().getTime() + 13 * 3_600_000))
    const third = outside(text, stamp)
    await readCalendar(world.as.system, id, third.read)
    setClock(null)
    await insertBooking(world, { startsAt: world.at(6, '10:00') })
    await readCalendar(
      world.as.system,
      id,
      outside(calendarOf([world.at(6, '10:00'), world.at(6, '11:00')]), stamp).read,
    )
    const last = outside(text, stamp)
    await readCalendar(world.as.system, id, last.read)
    expect([third.asked, last.asked]).toEqual([[nothing], [nothing]])
  })

  test('and bookings at the same moment: no two claims of the practitioner overlap, whoever is first', async () => {
    const world = await makeClinic()
    const id = await connect(world)
    const times = ['09:00', '10:00', '11:00', '13:30', '14:30'].map((time) => world.at(8, time))
    const hour = (at: Date): [Date, Date] => [at, new Date(at.getTime() + 3_600_000)]
    const bookings = times.map((at) => book(world, at))
    const readings = times.map((at) => take(world, id, hour(at)))
    const ended = await Promise.allSettled([...bookings, ...readings])
    for (const one of ended) if (one.status === 'rejected') expect(one.reason.code).toBe('slot_taken')
    const overlaps = await ownerQuery(
      `SELECT FROM calendar_claim a JOIN calendar_claim b ON a.resource_id = b.resource_id AND a.id < b.id AND NOT a.overbook AND NOT b.overbook
        AND tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at) WHERE a.clinic_id = $1`,
      [world.clinic.id],
    )
    expect(overlaps).toEqual([])
  })
})
