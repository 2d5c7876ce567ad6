import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { listSlots } from '../../availability/queries/slots'
import { now } from '../../clock'
import { ownerQuery } from '../../db/testing/raw'
import { insertAll, makeClinic, type World } from '../../db/testing/world'
import { Refusal } from '../../errors'
import { newId } from '../../ids'
import { addDays, localDate, startOfLocalDay } from '../../time'
import { bookAppointment } from './book'

// Search and booking are one rule: whatever the hours, leave, rooms, caps and zones, what is offered can be booked and nothing else can.

const DAYS = 4
const minute = (from: number, to: number, step = 5) =>
  fc.integer({ min: from / step, max: to / step }).map((n) => n * step)
const block = fc.tuple(minute(6 * 60, 18 * 60), minute(20, 240))
const stretch = fc.record({ day: fc.nat(DAYS - 1), start: minute(6 * 60, 18 * 60), minutes: minute(15, 300) })

const clinics = fc.record({
  zone: fc.constantFrom('Australia/Sydney', 'Australia/Lord_Howe', 'Africa/Lagos', 'America/New_York'),
  hours: fc.array(block, { minLength: 1, maxLength: 3 }),
  service: fc.record({
    follow_up_minutes: minute(10, 60),
    grid_minutes: fc.constantFrom(5, 10, 15, 20, 30),
    buffer_before_minutes: minute(0, 15),
    buffer_after_minutes: minute(0, 15),
    notice_minutes: minute(0, 600, 60),
    horizon_days: fc.integer({ min: 2, max: 6 }),
    daily_cap: fc.option(fc.integer({ min: 1, max: 3 })),
  }),
  own_minutes: fc.option(minute(10, 90)),
  leave: fc.array(stretch, { maxLength: 2 }),
  closures: fc.array(stretch, { maxLength: 1 }),
  openings: fc.array(fc.record({ where: stretch, capacity: fc.option(fc.integer({ min: 1, max: 2 })) }), {
    maxLength: 2,
  }),
  rooms: fc.option(fc.integer({ min: 1, max: 2 })),
})
type Clinic = typeof clinics extends fc.Arbitrary<infer T> ? T : never

/** Tries: the n-th of what is offered, or any minute at all. */
const tries = fc.array(
  fc.oneof(
    fc.record({ nth: fc.nat(200) }),
    fc.record({ day: fc.nat(DAYS), minute: minute(5 * 60, 20 * 60), who: fc.constantFrom('mora', 'noor') }),
  ),
  { minLength: 6, maxLength: 10 },
)

test('what is offered can be booked, what is not offered is refused, and nothing lies over another or outside the hours', async () => {
  await fc.assert(
    fc.asyncProperty(clinics, tries, async (clinic, wanted) => {
      const world = await makeWorld(clinic)
      for (const one of wanted) await tryIt(world, one)
      await expectSound(world, clinic)
    }),
    { numRuns: 40, endOnFailure: true },
  )
}, 300_000)

async function tryIt(world: World, one: { nth: number } | { day: number; minute: number; who: string }) {
  const { slots } = await search(world)
  const offered = new Set(slots.map((slot) => key(slot.startsAt, slot.practitionerId)))
  const pick = 'nth' in one ? slots[one.nth % Math.max(1, slots.length)] : { ...one, ...wanted(world, one) }
  if (!pick) return
  const answer = await bookAppointment(world.as.guest, {
    ...visit(world),
    startsAt: pick.startsAt,
    practitionerId: pick.practitionerId,
    patient: { firstName: 'Any', lastName: 'Body', dateOfBirth: '1980-02-29', phone: '0491 570 156' },
    idempotencyKey: newId(),
  }).catch((error: unknown) => error)
  const isBooked = !(answer instanceof Error)
  if (!isBooked) expect(answer).toBeInstanceOf(Refusal)
  expect({ at: pick.startsAt.toISOString(), isBooked, by: answer }).toEqual({
    at: pick.startsAt.toISOString(),
    isBooked: offered.has(key(pick.startsAt, pick.practitionerId)),
    by: answer,
  })
}

const key = (startsAt: Date, practitionerId: string) => `${startsAt.toISOString()} ${practitionerId}`

const visit = (world: World) =>
  ({
    clinicSlug: world.clinic.slug,
    service: 'gp',
    type: 'follow_up',
    mode: 'in_person',
    locationId: world.locations.street,
  }) as const

function search(world: World) {
  const from = localDate(now(), world.clinic.timeZone)
  const dates = { from, to: addDays(from, DAYS + 1) }
  return listSlots(world.as.guest, { ...visit(world), location: world.locations.street, ...dates })
}

function wanted(world: World, one: { day: number; minute: number; who: string }) {
  const date = addDays(localDate(now(), world.clinic.timeZone), one.day)
  const startsAt = new Date(startOfLocalDay(date, world.clinic.timeZone).getTime() + one.minute * 60_000)
  return { startsAt, practitionerId: world.practitioners[one.who as 'mora' | 'noor'] }
}

async function makeWorld(clinic: Clinic): Promise<World> {
  const ends = (start: number, minutes: number) => Math.min(start + minutes, 1440)
  const world = await makeClinic({
    clinic: { time_zone: clinic.zone },
    location: { time_zone: clinic.zone },
    services: { ...clinic.service, minimum_age_years: null },
    hours: clinic.hours.map(([start, minutes]) => [start, ends(start, minutes)] as const),
  })
  const { mora, noor } = world.practitioners
  const clinic_id = world.clinic.id
  const during = (it: { day: number; start: number; minutes: number }) => {
    const starts = wanted(world, { day: it.day, minute: it.start, who: 'mora' }).startsAt
    return { starts_at: starts, ends_at: new Date(starts.getTime() + it.minutes * 60_000) }
  }
  const rooms = Array.from({ length: clinic.rooms ?? 0 }, () => newId())
  await insertAll({
    practitioner_service: [
      {
        practitioner_id: noor,
        service_id: world.services.gp,
        clinic_id,
        follow_up_minutes: clinic.own_minutes,
      },
    ],
    availability_exception: [
      ...clinic.leave.map((it) => ({
        id: newId(),
        clinic_id,
        practitioner_id: mora,
        location_id: null,
        kind: 'leave',
        ...during(it),
        capacity: null,
      })),
      ...clinic.closures.map((it) => ({
        id: newId(),
        clinic_id,
        practitioner_id: null,
        location_id: null,
        kind: 'closure',
        ...during(it),
        capacity: null,
      })),
      ...clinic.openings.map((it) => ({
        id: newId(),
        clinic_id,
        practitioner_id: noor,
        location_id: world.locations.street,
        kind: 'opening',
        ...during(it.where),
        capacity: it.capacity,
      })),
    ],
    resource: rooms.map((id, n) => ({
      id,
      clinic_id,
      location_id: world.locations.street,
      kind: 'room',
      name: `Room ${n}`,
      active: true,
    })),
    service_need:
      rooms.length === 0
        ? []
        : [{ id: newId(), clinic_id, service_id: world.services.gp, name: 'A room', resource_ids: rooms }],
  })
  return world
}

type BookedRow = { startsAt: Date; endsAt: Date; who: string; claimed: number }

/** By other means than the product's: claims compared pair by pair, hours by wall time. */
async function expectSound(world: World, clinic: Clinic) {
  const overlaps = await ownerQuery(
    `SELECT a.id FROM calendar_claim a JOIN calendar_claim b ON a.resource_id = b.resource_id AND a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
     WHERE a.clinic_id = $1`,
    [world.clinic.id],
  )
  expect(overlaps).toEqual([])
  const booked = await ownerQuery<BookedRow>(
    `SELECT b.starts_at AS "startsAt", b.ends_at AS "endsAt", b.practitioner_id AS who, (SELECT count(*)::int FROM calendar_claim c WHERE c.booking_id = b.id) AS claimed
     FROM booking b WHERE b.clinic_id = $1`,
    [world.clinic.id],
  )
  for (const one of booked) {
    expect(one.claimed).toBe(clinic.rooms ? 2 : 1)
    expect(isInside(world, clinic, one)).toBe(true)
  }
}

/** Whether every five minutes of a booking are inside weekly hours or an opening, and outside leave and closures. */
function isInside(world: World, clinic: Clinic, { startsAt, endsAt, who }: BookedRow): boolean {
  const inStretch = (at: number, it: { day: number; start: number; minutes: number }) => {
    const start = wanted(world, { day: it.day, minute: it.start, who: 'mora' }).startsAt.getTime()
    return start <= at && at < start + it.minutes * 60_000
  }
  for (let at = startsAt.getTime(); at < endsAt.getTime(); at += 300_000) {
    const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(clinic.zone)
    const ofDay = wall.hour * 60 + wall.minute
    const isOpen =
      clinic.hours.some(([start, minutes]) => start <= ofDay && ofDay < start + minutes) ||
      (who === world.practitioners.noor && clinic.openings.some(({ where }) => inStretch(at, where)))
    const isShut =
      clinic.closures.some((it) => inStretch(at, it)) ||
      (who === world.practitioners.mora && clinic.leave.some((it) => inStretch(at, it)))
    if (!isOpen || isShut) return false
  }
  return true
}
