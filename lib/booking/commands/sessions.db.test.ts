import { afterEach, describe, expect, it } from 'vitest'
import { listSlots, nextSlots } from '../../availability/queries/slots'
import { now, setClock } from '../../clock'
import { ownerQuery } from '../../db/testing/raw'
import { makeClinic, type World } from '../../db/testing/world'
import type { Refusal } from '../../errors'
import { newId } from '../../ids'
import { addDays, localDate, localTime } from '../../time'
import { bookAppointment } from './book'
import { cancelBooking } from './cancel'
import { placeHold, releaseHold } from './hold'
import { moveBooking } from './move'
import { cancelGroupSession, scheduleGroupSession } from './sessions'

const groups = { services: { capacity: 8 } }

afterEach(() => setClock(null))

async function session(world: World, startsAt: Date, capacity?: number) {
  const { timeZone } = world.clinic
  return scheduleGroupSession(world.as.kim, {
    ...{
      service: 'gp',
      mode: 'in_person',
      onDate: localDate(startsAt, timeZone),
      at: localTime(startsAt, timeZone),
    },
    ...{
      practitionerId: world.practitioners.mora,
      locationId: world.locations.street,
      minutes: 40,
      capacity,
    },
  })
}

function seat(world: World, startsAt: Date, n = 0) {
  return {
    ...{
      clinicSlug: world.clinic.slug,
      service: 'gp',
      type: 'follow_up' as const,
      mode: 'in_person' as const,
    },
    ...{ practitionerId: world.practitioners.mora, locationId: world.locations.street, startsAt },
    patient: {
      firstName: 'Grace',
      lastName: `Hopper ${n}`,
      dateOfBirth: '1986-12-09',
      phone: '0491 570 156',
    },
    idempotencyKey: newId(),
  }
}

const takenOf = async (sessionId: string) =>
  (await ownerQuery<{ taken: number }>('SELECT taken FROM group_session WHERE id = $1', [sessionId]))[0]
    ?.taken

async function search(world: World, startsAt: Date) {
  const day = localDate(startsAt, world.clinic.timeZone)
  const asked = {
    clinicSlug: world.clinic.slug,
    service: 'gp',
    type: 'follow_up' as const,
    from: day,
    to: addDays(day, 3),
  }
  return (await listSlots(world.as.guest, asked)).slots
}

async function outcomes(tries: Promise<unknown>[]) {
  const counts: Record<string, number> = {}
  for (const ended of await Promise.allSettled(tries)) {
    const how = ended.status === 'fulfilled' ? 'ok' : ((ended.reason as Refusal).code ?? String(ended.reason))
    counts[how] = (counts[how] ?? 0) + 1
  }
  return counts
}

describe('a service for groups', () => {
  it('is searched by its sessions, each with the seats left, and has no other times', async () => {
    const world = await makeClinic(groups)
    const at = world.at(5, '09:00')
    expect(await search(world, at)).toEqual([])
    await session(world, at)
    await bookAppointment(world.as.guest, seat(world, at))
    expect(await search(world, at)).toMatchObject([
      { startsAt: at, endsAt: new Date(at.getTime() + 40 * 60_000), seatsLeft: 7 },
    ])
    const asked = { clinicSlug: world.clinic.slug, service: 'gp', type: 'follow_up' as const }
    expect((await nextSlots(world.as.guest, asked)).slots).toMatchObject([{ startsAt: at, seatsLeft: 7 }])
    await expect(bookAppointment(world.as.guest, seat(world, world.at(5, '10:00')))).rejects.toThrow(
      'outside_hours',
    )
  })

  it('has its sessions made by staff, at a time and in rooms that are free', async () => {
    const world = await makeClinic(groups)
    const at = world.at(5, '09:00')
    await session(world, at)
    await expect(session(world, at)).rejects.toThrow('slot_taken')
    await expect(session(world, new Date(at.getTime() + 20 * 60_000))).rejects.toThrow('slot_taken')
    await expect(session(world, world.at(5, '04:00'))).rejects.toThrow('outside_hours')
    const single = await makeClinic()
    await expect(session(single, at)).rejects.toThrow('not_for_groups')
    await expect(scheduleGroupSession(world.as.ada as never, {} as never)).rejects.toThrow('not_found')
  })
})

describe('the seats of a session', () => {
  it('are given to 8 of 200 who ask at the same moment, and the rest are told that it is full', async () => {
    const world = await makeClinic(groups)
    const at = world.at(5, '09:00')
    const { sessionId } = await session(world, at)
    const many = Array.from({ length: 200 }, (_, n) => bookAppointment(world.as.guest, seat(world, at, n)))
    const counts = await outcomes(many)
    expect(counts.ok).toBe(8)
    expect((counts.opening_full ?? 0) + (counts.busy ?? 0)).toBe(192)
    expect(await takenOf(sessionId)).toBe(8)
    expect(await search(world, at)).toEqual([])
  })

  it('are free again when somebody cancels or moves to another session, and it is full there too', async () => {
    const world = await makeClinic(groups)
    const [at, later] = [world.at(5, '09:00'), world.at(5, '10:00')]
    const [one, other] = [await session(world, at, 2), await session(world, later, 1)]
    const first = await bookAppointment(world.as.guest, seat(world, at, 1))
    const second = await bookAppointment(world.as.guest, seat(world, at, 2))
    await expect(bookAppointment(world.as.guest, seat(world, at, 3))).rejects.toThrow('opening_full')
    await moveBooking(world.as.holderOf(first.bookingId), { bookingId: first.bookingId, startsAt: later })
    expect([await takenOf(one.sessionId), await takenOf(other.sessionId)]).toEqual([1, 1])
    await expect(moveBooking(world.as.kim, { bookingId: second.bookingId, startsAt: later })).rejects.toThrow(
      'opening_full',
    )
    await cancelBooking(world.as.holderOf(second.bookingId), { bookingId: second.bookingId })
    expect([await takenOf(one.sessionId), await takenOf(other.sessionId)]).toEqual([0, 1])
  })

  it('are kept while somebody types, and free when they leave or the time is over', async () => {
    const world = await makeClinic(groups)
    const at = world.at(5, '09:00')
    await session(world, at, 1)
    const { patient: _, idempotencyKey: __, ...visit } = seat(world, at)
    const held = await placeHold(world.as.guest, visit)
    await expect(bookAppointment(world.as.guest, seat(world, at))).rejects.toThrow('opening_full')
    await releaseHold(world.as.guest, held)
    const again = await placeHold(world.as.guest, visit)
    const booking = { ...seat(world, at), holdId: again.holdId }
    setClock(new Date(now().getTime() + 11 * 60_000))
    await expect(bookAppointment(world.as.guest, booking)).rejects.toThrow('hold_expired')
    setClock(null)
    expect((await bookAppointment(world.as.guest, booking)).status).toBe('confirmed')
  })

  it('are never more than there are, whatever is written to the database', async () => {
    const world = await makeClinic(groups)
    const { sessionId } = await session(world, world.at(5, '09:00'), 1)
    const more = ownerQuery('UPDATE group_session SET taken = 2 WHERE id = $1', [sessionId])
    await expect(more).rejects.toThrow('group_session_seats')
  })
})

describe('a session that is cancelled', () => {
  it('cancels every booking of it free of charge, tells each patient, and frees its time', async () => {
    const world = await makeClinic(groups)
    const at = world.at(5, '09:00')
    const { sessionId } = await session(world, at)
    for (let n = 0; n < 3; n++) await bookAppointment(world.as.guest, seat(world, at, n))
    expect(await cancelGroupSession(world.as.kim, { sessionId, reason: 'The leader is ill' })).toEqual({
      cancelled: 3,
    })
    const rows = await ownerQuery(
      `SELECT b.status, b.cancelled_by, b.cancel_fee_cents AS fee, (SELECT count(*)::int FROM outbox_message o WHERE o.booking_id = b.id AND o.kind = 'booking.cancellation') AS told
       FROM booking b WHERE b.group_session_id = $1`,
      [sessionId],
    )
    expect(rows).toEqual(Array(3).fill({ status: 'cancelled', cancelled_by: 'staff', fee: 0, told: 1 }))
    expect(await takenOf(sessionId)).toBe(0)
    await expect(bookAppointment(world.as.guest, seat(world, at))).rejects.toThrow('outside_hours')
    await expect(cancelGroupSession(world.as.kim, { sessionId, reason: 'again' })).rejects.toThrow(
      'session_cancelled',
    )
    await session(world, at)
  })

  it('has no booking left in it that was made at the same moment', async () => {
    const world = await makeClinic(groups)
    for (const wall of ['09:00', '10:00', '11:00']) {
      const at = world.at(5, wall)
      const { sessionId } = await session(world, at)
      const tries = [0, 1, 2, 3].map((n) => bookAppointment(world.as.guest, seat(world, at, n)))
      await Promise.allSettled([
        ...tries,
        cancelGroupSession(world.as.kim, { sessionId, reason: 'The leader is ill' }),
      ])
      const left = await ownerQuery(
        `SELECT id FROM booking WHERE group_session_id = $1 AND status <> 'cancelled'`,
        [sessionId],
      )
      expect(left).toEqual([])
      expect(await takenOf(sessionId)).toBe(0)
    }
  })
})
