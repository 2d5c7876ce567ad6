import { describe, expect, it } from 'vitest'
import { setClock } from '../../clock'
import { insertBooking } from '../../db/testing/booking'
import { ownerQuery } from '../../db/testing/raw'
import { makeClinic } from '../../db/testing/world'
import { readDay } from '../queries/day'
import { cancelBooking } from './cancel'
import { moveBooking } from './move'
import { takeStep } from './step'

const stateOf = async (bookingId: string) =>
  (
    await ownerQuery<{ status: string; starts_at: Date; version: number; sequence: number }>(
      'SELECT status, starts_at, version, sequence FROM booking WHERE id = $1',
      [bookingId],
    )
  )[0]
const claimOf = (bookingId: string) =>
  ownerQuery<{ starts_at: Date }>('SELECT starts_at FROM calendar_claim WHERE booking_id = $1', [bookingId])

describe('moving', () => {
  it('keeps the booking and its reference, raises SEQUENCE, frees the old time and takes the new', async () => {
    const world = await makeClinic()
    const booking = await insertBooking(world, { startsAt: world.at(3, '09:00') })
    const to = world.at(3, '11:00')
    const moved = await moveBooking(world.as.holderOf(booking.id), {
      reference: booking.reference,
      startsAt: to,
    })
    expect(moved).toMatchObject({ reference: booking.reference, startsAt: to })
    expect(await stateOf(booking.id)).toMatchObject({ starts_at: to, version: 2, sequence: 1 })
    expect(await claimOf(booking.id)).toEqual([{ starts_at: to }])
    await insertBooking(world, { startsAt: booking.startsAt, patientId: world.patients.ben })
  })

  it('may overlap its own old time', async () => {
    const world = await makeClinic({ services: { grid_minutes: 10 } })
    const booking = await insertBooking(world, { startsAt: world.at(3, '09:00') })
    await moveBooking(world.as.ada, { bookingId: booking.id, startsAt: world.at(3, '09:10') })
    expect(await claimOf(booking.id)).toEqual([{ starts_at: world.at(3, '09:10') }])
  })

  it('to a time somebody else has is refused, and nothing changes', async () => {
    const world = await makeClinic()
    const booking = await insertBooking(world, { startsAt: world.at(3, '09:00') })
    await insertBooking(world, { startsAt: world.at(3, '11:00'), patientId: world.patients.ben })
    await expect(
      moveBooking(world.as.ada, { bookingId: booking.id, startsAt: world.at(3, '11:00') }),
    ).rejects.toMatchObject({ code: 'slot_taken' })
    expect(await claimOf(booking.id)).toEqual([{ starts_at: booking.startsAt }])
  })

  it('of two at once, or a move against a cancel, exactly one wins', async () => {
    const world = await makeClinic()
    for (let round = 0; round < 8; round++) {
      const booking = await insertBooking(world, { startsAt: world.at(3 + round, '09:00') })
      const ended = await Promise.allSettled([
        moveBooking(world.as.ada, { bookingId: booking.id, startsAt: world.at(3 + round, '11:00') }),
        round % 2
          ? cancelBooking(world.as.holderOf(booking.id), { reference: booking.reference })
          : moveBooking(world.as.kim, { bookingId: booking.id, startsAt: world.at(3 + round, '14:10') }),
      ])
      const won = ended.filter((end) => end.status === 'fulfilled').length
      const state = await stateOf(booking.id)
      expect(state?.version).toBe(1 + won)
      expect(won).toBeGreaterThan(0)
      expect(await claimOf(booking.id)).toHaveLength(state?.status === 'cancelled' ? 0 : 1)
      await ownerQuery(
        `UPDATE booking SET status = 'cancelled', cancelled_at = now() WHERE id = $1 AND status <> 'cancelled'`,
        [booking.id],
      )
      await ownerQuery('SELECT release_time($1, NULL)', [booking.id])
    }
  })

  it('is too late once the visit has begun, for the patient', async () => {
    const world = await makeClinic()
    const booking = await insertBooking(world, { startsAt: world.at(3, '09:00') })
    try {
      setClock(booking.startsAt)
      await expect(
        moveBooking(world.as.ada, { bookingId: booking.id, startsAt: world.at(5, '09:00') }),
      ).rejects.toMatchObject({ code: 'too_late_to_change' })
    } finally {
      setClock(null)
    }
  })
})

describe('cancelling', () => {
  it('frees the time, keeps the reason, and costs nothing in good time', async () => {
    const world = await makeClinic()
    const booking = await insertBooking(world, { startsAt: world.at(5, '09:00') })
    expect(
      await cancelBooking(world.as.holderOf(booking.id), { reference: booking.reference, reason: 'away' }),
    ).toMatchObject({ status: 'cancelled', feeCents: 0 })
    expect(await claimOf(booking.id)).toEqual([])
    expect(await stateOf(booking.id)).toMatchObject({ status: 'cancelled', sequence: 1 })
  })

  it('inside the notice period names the fee of the booking’s own policy', async () => {
    const world = await makeClinic()
    const booking = await insertBooking(world, { startsAt: world.at(5, '09:00') })
    try {
      setClock(new Date(booking.startsAt.getTime() - 3_600_000))
      expect(await cancelBooking(world.as.ada, { bookingId: booking.id })).toMatchObject({ feeCents: 3000 })
    } finally {
      setClock(null)
    }
  })

  it('is for those who can see the booking: others are told it does not exist', async () => {
    const [world, other] = [await makeClinic(), await makeClinic()]
    const booking = await insertBooking(world, { startsAt: world.at(5, '09:00') })
    for (const stranger of [world.as.ben, other.as.kim, world.as.guest, world.as.holderOf(other.clinic.id)])
      await expect(cancelBooking(stranger, { bookingId: booking.id })).rejects.toMatchObject({
        code: 'not_found',
      })
    expect(await stateOf(booking.id)).toMatchObject({ status: 'confirmed' })
  })
})

describe('the day', () => {
  it('is run by staff, step by step, and each step can be taken back', async () => {
    const world = await makeClinic()
    const { id: bookingId } = await insertBooking(world, { startsAt: world.at(3, '09:00') })
    const take = async (step: 'arrive' | 'start' | 'complete' | 'undo') =>
      (await takeStep(world.as.kim, { bookingId, step, version: (await stateOf(bookingId))?.version ?? 0 }))
        .status
    expect(await take('arrive')).toBe('arrived')
    expect(await take('start')).toBe('in_progress')
    expect(await take('complete')).toBe('completed')
    expect(await take('undo')).toBe('in_progress')
    const events = await ownerQuery(
      'SELECT kind, by_account_id FROM booking_event WHERE booking_id = $1 AND by_kind = $2',
      [bookingId, 'staff'],
    )
    expect(events).toHaveLength(4)
    expect(events[0]).toMatchObject({ by_account_id: world.accounts.kim })
  })

  it('refuses a step on what somebody else has changed meanwhile', async () => {
    const world = await makeClinic()
    const { id: bookingId } = await insertBooking(world, { startsAt: world.at(3, '09:00') })
    await takeStep(world.as.kim, { bookingId, step: 'arrive', version: 1 })
    await expect(takeStep(world.as.mora, { bookingId, step: 'no_show', version: 1 })).rejects.toMatchObject({
      code: 'changed_meanwhile',
    })
  })

  it('cannot jump, whatever the application says: the database refuses too', async () => {
    const world = await makeClinic()
    const { id: bookingId } = await insertBooking(world, { startsAt: world.at(3, '09:00') })
    await expect(takeStep(world.as.kim, { bookingId, step: 'complete', version: 1 })).rejects.toMatchObject({
      code: 'not_in_this_state',
    })
    await expect(
      ownerQuery(`UPDATE booking SET status = 'completed' WHERE id = $1`, [bookingId]),
    ).rejects.toMatchObject({ code: 'AR409' })
  })

  it('shows a clinic’s staff their own bookings in order, and leaves a trace of who looked', async () => {
    const [world, other] = [await makeClinic(), await makeClinic()]
    const second = await insertBooking(world, { startsAt: world.at(3, '11:00') })
    const first = await insertBooking(world, {
      startsAt: world.at(3, '09:00'),
      patientId: world.patients.ben,
    })
    const day = world.at(3, '12:00').toISOString().slice(0, 10)
    expect((await readDay(world.as.kim, day, world.clinic.timeZone)).map((item) => item.id)).toEqual([
      first.id,
      second.id,
    ])
    expect(await readDay(other.as.kim, day, other.clinic.timeZone)).toEqual([])
    const seen = await ownerQuery('SELECT actor_id FROM audit_event WHERE chain_id = $1 AND action = $2', [
      world.clinic.id,
      'day.viewed',
    ])
    expect(seen).toEqual([{ actor_id: world.accounts.kim }])
  })
})
