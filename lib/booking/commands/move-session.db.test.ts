import { describe, expect, it } from 'vitest'
import { bookingsOf, claimsOf, groupClinic, move, session, sit, visit } from '../../db/testing/group'
import { ownerQuery } from '../../db/testing/raw'
import type { World } from '../../db/testing/world'
import { newId } from '../../ids'
import { bookAppointment } from './book'
import { placeHold } from './hold'
import { moveSessionOnCalendar } from './move-session'

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

async function room(world: World, name: string) {
  const id = newId()
  await ownerQuery(
    `INSERT INTO resource (id, clinic_id, location_id, kind, name) VALUES ($1, $2, $3, 'room', $4)`,
    [id, world.clinic.id, world.locations.street, name],
  )
  return id
}
