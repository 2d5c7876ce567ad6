import { describe, expect, it } from 'vitest'
import { now } from '../../clock'
import { ownerQuery, rawAs } from '../../db/testing/raw'
import { makeClinic, type World } from '../../db/testing/world'
import { newId } from '../../ids'
import { localDate, localTime } from '../../time'
import { bookAppointment } from './book'
import { placeHold } from './hold'
import { moveGroupSession, moveSessionOnCalendar } from './move-session'
import { cancelGroupSession, scheduleGroupSession } from './sessions'
import { takeStep } from './step'

/** A clinic whose gp visits are for groups, with Dr Mora or with Noor. */
async function groupClinic(services: object = {}): Promise<World> {
  const world = await makeClinic({ hours: [[9 * 60, 17 * 60]], services: { capacity: 4, ...services } })
  await ownerQuery(
    'INSERT INTO practitioner_service (clinic_id, practitioner_id, service_id) VALUES ($1, $2, $3)',
    [world.clinic.id, world.practitioners.noor, world.services.gp],
  )
  return world
}

const wall = (world: World, at: Date) => ({
  onDate: localDate(at, world.clinic.timeZone),
  at: localTime(at, world.clinic.timeZone),
})

function session(world: World, startsAt: Date, practitioner: 'mora' | 'noor' = 'mora') {
  const where = {
    practitionerId: world.practitioners[practitioner],
    locationId: world.locations.street,
  }
  const what = { service: 'gp', mode: 'in_person' as const, minutes: 40 }
  return scheduleGroupSession(world.as.kim, { ...what, ...where, ...wall(world, startsAt) })
}

const visit = (world: World, startsAt: Date) => ({
  ...{ clinicSlug: world.clinic.slug, service: 'gp', type: 'follow_up' as const },
  ...{ mode: 'in_person' as const, practitionerId: world.practitioners.mora },
  ...{ locationId: world.locations.street, startsAt },
})

function sit(world: World, startsAt: Date, n = 0) {
  const patient = { firstName: 'Grace', lastName: `Hopper ${n}`, dateOfBirth: '1986-12-09' }
  return bookAppointment(world.as.guest, {
    ...visit(world, startsAt),
    patient: { ...patient, phone: '0491 570 156', email: `g${n}@example.com` },
    idempotencyKey: newId(),
  })
}

const move = (world: World, sessionId: string, to: Date, more: object = {}) =>
  moveGroupSession(world.as.kim, {
    ...{ sessionId, sequence: 0, practitionerId: world.practitioners.mora, ...wall(world, to) },
    ...more,
  })

const bookingsOf = (sessionId: string) =>
  ownerQuery<{ id: string; reference: string; starts_at: Date; minutes: number; status: string }>(
    `SELECT id, reference, status, starts_at, (epoch_minutes(ends_at) - epoch_minutes(starts_at))::int AS minutes, practitioner_id,
       (SELECT string_agg(kind, ' ' ORDER BY e.id) FROM booking_event e WHERE e.booking_id = b.id) AS history,
       (SELECT string_agg(kind, ' ' ORDER BY o.id) FROM outbox_message o WHERE o.booking_id = b.id) AS told
     FROM booking b WHERE group_session_id = $1 ORDER BY created_at`,
    [sessionId],
  )
const claimsOf = (sessionId: string) =>
  ownerQuery<{ starts_at: Date; resource_id: string }>(
    `SELECT resource_kind AS kind, resource_id, starts_at FROM calendar_claim WHERE group_session_id = $1 ORDER BY resource_kind`,
    [sessionId],
  )

async function patientOf({ bookingId }: { bookingId: string }) {
  const [row] = await ownerQuery<{ patient_id: string }>('SELECT patient_id FROM booking WHERE id = $1', [
    bookingId,
  ])
  return row?.patient_id ?? ''
}

async function room(world: World, name: string) {
  const id = newId()
  await ownerQuery(
    `INSERT INTO resource (id, clinic_id, location_id, kind, name) VALUES ($1, $2, $3, 'room', $4)`,
    [id, world.clinic.id, world.locations.street, name],
  )
  return id
}

describe('a session that is moved', () => {
  it('takes everybody in it along: the same bookings, each with its history and its message', async () => {
    const world = await groupClinic()
    const [at, later] = [world.at(5, '09:00'), world.at(6, '11:00')]
    const { sessionId } = await session(world, at)
    const booked = [await sit(world, at, 1), await sit(world, at, 2)]
    expect(await move(world, sessionId, later)).toEqual({ moved: 2 })
    expect(await bookingsOf(sessionId)).toMatchObject(
      booked.map(({ bookingId, reference }) => ({
        ...{ id: bookingId, reference, status: 'confirmed', starts_at: later, minutes: 40 },
        ...{ history: 'booked moved', told: 'booking.confirmation booking.moved' },
      })),
    )
    expect(await claimsOf(sessionId)).toMatchObject([{ starts_at: later }])
    // The old time is free at once, and the seats that were left are had at the new one.
    await session(world, at)
    await sit(world, later, 3)
  })

  it('goes to another practitioner too', async () => {
    const world = await groupClinic()
    const at = world.at(5, '09:00')
    const { sessionId } = await session(world, at)
    await sit(world, at)
    const practitionerId = world.practitioners.noor
    await move(world, sessionId, at, { practitionerId })
    expect(await bookingsOf(sessionId)).toMatchObject([{ starts_at: at, practitioner_id: practitionerId }])
    expect(await claimsOf(sessionId)).toMatchObject([{ resource_id: practitionerId }])
  })

  it('may go to a time that touches its own, and takes the room that is free there', async () => {
    const world = await groupClinic()
    const [at, soon] = [world.at(5, '09:00'), world.at(5, '09:20')]
    const [one, two] = [await room(world, 'Room 1'), await room(world, 'Room 2')]
    await ownerQuery(
      'INSERT INTO service_need (id, clinic_id, service_id, name, resource_ids) VALUES ($1, $2, $3, $4, $5)',
      [...[newId(), world.clinic.id, world.services.gp, 'Room', [one, two]]],
    )
    const { sessionId } = await session(world, at)
    await session(world, world.at(5, '09:40'), 'noor')
    await move(world, sessionId, soon)
    const [, theirs] = await claimsOf(sessionId)
    expect(theirs).toMatchObject({ starts_at: soon })
    expect([one, two]).toContain(theirs?.resource_id)
  })

  it('is not held against its own daily cap', async () => {
    const world = await groupClinic({ daily_cap: 2 })
    const [at, later] = [world.at(5, '09:00'), world.at(5, '11:00')]
    const { sessionId } = await session(world, at)
    for (const n of [1, 2]) await sit(world, at, n)
    await move(world, sessionId, later)
    await expect(session(world, at)).rejects.toThrow('day_full')
  })

  it('keeps no seat for who was typing: they are told that the time is gone', async () => {
    const world = await groupClinic()
    const [at, later] = [world.at(5, '09:00'), world.at(5, '11:00')]
    const { sessionId } = await session(world, at)
    const { holdId } = await placeHold(world.as.guest, visit(world, at))
    await move(world, sessionId, later)
    const patient = {
      firstName: 'Grace',
      lastName: 'Hopper',
      dateOfBirth: '1986-12-09',
      phone: '0491 570 156',
    }
    const late = { clinicSlug: world.clinic.slug, holdId, patient, idempotencyKey: newId() }
    await expect(bookAppointment(world.as.guest, { ...late, ...visit(world, at) })).rejects.toThrow(
      /outside_hours|hold_expired/,
    )
    expect(await claimsOf(sessionId)).toHaveLength(1)
  })
})

describe('a session is not moved', () => {
  it('to where a new one would be refused, and everything stays as it was', async () => {
    const world = await groupClinic()
    const at = world.at(5, '09:00')
    const { sessionId } = await session(world, at)
    await session(world, world.at(5, '11:00'))
    await sit(world, at)
    const refusals: [Date, string][] = [
      [world.at(5, '04:00'), 'outside_hours'],
      [world.at(5, '11:00'), 'slot_taken'],
      [world.at(5, '10:40'), 'slot_taken'],
      [new Date(now().getTime() - 3_600_000), 'in_the_past'],
      [at, 'same_time'],
    ]
    for (const [to, code] of refusals) await expect(move(world, sessionId, to)).rejects.toThrow(code)
    expect(await bookingsOf(sessionId)).toMatchObject([
      { starts_at: at, history: 'booked', told: 'booking.confirmation' },
    ])
    expect(await claimsOf(sessionId)).toMatchObject([{ starts_at: at }])
  })

  it('over another appointment of somebody in it, who is named', async () => {
    const world = await groupClinic()
    const [at, later] = [world.at(5, '09:00'), world.at(5, '11:00')]
    const [one, other] = [await session(world, at), await session(world, later, 'noor')]
    const patientId = await patientOf(await sit(world, at))
    await bookAppointment(world.as.kim, {
      ...visit(world, later),
      ...{ practitionerId: world.practitioners.noor, patientId, idempotencyKey: newId() },
    })
    await expect(move(world, one.sessionId, later)).rejects.toMatchObject({
      code: 'patient_overlap',
      fields: { at: 'Grace Hopper 0 has another appointment at that time' },
    })
    expect(await bookingsOf(other.sessionId)).toHaveLength(1)
  })

  it('from a page that is stale, once it is cancelled, or when somebody has arrived', async () => {
    const world = await groupClinic()
    const [at, later, last] = [world.at(5, '09:00'), world.at(5, '11:00'), world.at(5, '14:00')]
    const { sessionId } = await session(world, at)
    await move(world, sessionId, later)
    await expect(move(world, sessionId, last)).rejects.toThrow('changed_meanwhile')
    const { bookingId } = await sit(world, later)
    await takeStep(world.as.kim, { bookingId, step: 'arrive', version: 1 })
    await expect(move(world, sessionId, last, { sequence: 1 })).rejects.toThrow('session_begun')
    await cancelGroupSession(world.as.kim, { sessionId, reason: 'The leader is ill' })
    await expect(move(world, sessionId, last, { sequence: 1 })).rejects.toThrow('session_cancelled')
  })

  it('by patients, or by another clinic', async () => {
    const [world, elsewhere] = [await groupClinic(), await groupClinic()]
    const { sessionId } = await session(world, world.at(5, '09:00'))
    const to = { sessionId, sequence: 0, ...wall(world, world.at(5, '11:00')) }
    const practitionerId = elsewhere.practitioners.mora
    await expect(moveGroupSession(elsewhere.as.kim, { ...to, practitionerId })).rejects.toThrow('not_found')
    await expect(moveGroupSession(world.as.ada as never, { ...to, practitionerId })).rejects.toThrow(
      'not_found',
    )
    // Nor past the command.
    const door = `SELECT claim_time($1, $2, $3, $4, tstzrange(now() + interval '1 day', now() + interval '25 hours'), 0, 0, NULL, $5, NULL, NULL, true, now())`
    const stolen = [
      elsewhere.clinic.id,
      elsewhere.services.gp,
      practitionerId,
      elsewhere.locations.street,
      sessionId,
    ]
    await expect(
      rawAs('app', `account:${elsewhere.accounts.kim}:${elsewhere.clinic.id}`, door, stolen),
    ).rejects.toMatchObject({ code: 'AR403' })
  })
})

it('of two who move a session at the same moment one does, and whoever books a seat is in it or refused', async () => {
  const world = await groupClinic()
  for (const day of [5, 12, 19]) {
    const at = world.at(day, '09:00')
    const { sessionId } = await session(world, at)
    const tries = await Promise.allSettled([
      ...[1, 2, 3].map((n) => sit(world, at, n)),
      move(world, sessionId, world.at(day, '11:00')),
      move(world, sessionId, world.at(day, '14:00')),
    ])
    const late = tries.slice(3).filter(({ status }) => status === 'rejected')
    expect(late).toMatchObject([{ reason: { code: 'changed_meanwhile' } }])
    const [claim] = await claimsOf(sessionId)
    const inIt = await bookingsOf(sessionId)
    expect(inIt).toHaveLength(tries.slice(0, 3).filter(({ status }) => status === 'fulfilled').length)
    for (const { starts_at } of inIt) expect(starts_at).toEqual(claim?.starts_at)
  }
})

it('moved on the calendar and taken back, nobody hears of it but who came in between', async () => {
  const world = await groupClinic()
  const [at, later] = [world.at(5, '09:00'), world.at(5, '11:00')]
  const { sessionId } = await session(world, at)
  await sit(world, at, 1)
  const there = { sessionId, practitionerId: world.practitioners.mora }
  const { version } = await moveSessionOnCalendar(world.as.kim, {
    ...{ ...there, sequence: 0, startsAt: later, tell: 'on' },
  })
  await sit(world, later, 2)
  await moveSessionOnCalendar(world.as.kim, { ...there, sequence: version, startsAt: at, back: 'on' })
  expect(await bookingsOf(sessionId)).toMatchObject([
    {
      starts_at: at,
      history: 'booked moved moved_back',
      told: 'booking.confirmation booking.moved booking.movedBack',
    },
    { starts_at: at, history: 'booked moved', told: 'booking.confirmation booking.moved' },
  ])
})
