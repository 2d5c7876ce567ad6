import { describe, expect, test } from 'vitest'
import { insertBooking } from '../db/testing/booking'
import { ownerQuery } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import { newId } from '../ids'
import { localDate } from '../time'
import { bookForCaller } from './commands/caller'
import { cancelBooking } from './commands/cancel'
import { moveBooking } from './commands/move'
import { takeStep } from './commands/step'
import { listComingVisits } from './queries/caller'
import { findNextDay, readDay } from './queries/day'
import { readBooking } from './queries/history'

const call = ({ patients, practitioners, locations, at }: World, wall: string, days = 3) => ({
  patientId: patients.ada,
  ...({ service: 'gp', type: 'follow_up', mode: 'in_person', reason: 'Sore knee' } as const),
  time: { startsAt: at(days, wall), practitionerId: practitioners.mora, locationId: locations.street },
  idempotencyKey: newId(),
})

describe('booked for a caller', () => {
  test('it is on the day with source phone and made by whom; a second press books nothing more', async () => {
    const world = await makeClinic()
    const input = call(world, '09:00')
    const booked = await bookForCaller(world.as.kim, input)
    expect(await bookForCaller(world.as.kim, input)).toEqual(booked)
    const day = localDate(booked.startsAt, world.clinic.timeZone)
    const items = await readDay(world.as.mora, day, world.clinic.timeZone, world.practitioners.mora)
    expect(items).toMatchObject([{ id: booked.bookingId, source: 'phone', bookedBy: 'Kim Tran', version: 1 }])
  })

  test('what the caller said is read by the clinic, and that it was read is on record', async () => {
    const world = await makeClinic()
    const { bookingId } = await bookForCaller(world.as.kim, call(world, '09:00'))
    expect(await readBooking(world.as.mora, bookingId)).toMatchObject({
      reason: 'Sore knee',
      bookedBy: 'Kim Tran',
      history: [{ kind: 'booked', by: 'Kim Tran' }],
    })
    expect(
      await ownerQuery('SELECT actor_id, patient_id FROM audit_event WHERE action = $1 AND subject_id = $2', [
        'booking.viewed',
        bookingId,
      ]),
    ).toEqual([{ actor_id: world.accounts.mora, patient_id: world.patients.ada }])
  })

  test('the next call finds it among what is to come, and whether the patient was ever seen', async () => {
    const world = await makeClinic()
    const { bookingId } = await bookForCaller(world.as.kim, call(world, '09:00'))
    const visits = () => listComingVisits(world.as.noor, world.patients.ada)
    expect(await visits()).toMatchObject({ hasBeenSeen: false, coming: [{ id: bookingId }] })
    await takeStep(world.as.kim, { bookingId, step: 'arrive', version: 1 })
    await takeStep(world.as.mora, { bookingId, step: 'start', version: 2 })
    expect(await visits()).toEqual({ hasBeenSeen: true, coming: [] })
  })
})

describe('from a day without appointments', () => {
  test('the next is the first with hours or with an appointment', async () => {
    const world = await makeClinic()
    const { timeZone } = world.clinic
    const next = (day: string, who?: string) => findNextDay(world.as.kim, day, timeZone, who)
    // Friday 27 November 2026; Noor works on Mondays, Wednesdays and Fridays.
    expect(await next('2026-11-27')).toBe('2026-11-30')
    expect(await next('2026-11-30', world.practitioners.noor)).toBe('2026-12-02')
    await insertBooking(world, { startsAt: new Date('2026-11-27T22:00:00Z') })
    expect(await next('2026-11-27')).toBe('2026-11-28')
    expect(await next('2026-11-28')).toBe('2026-11-30')
    await ownerQuery('DELETE FROM availability_rule WHERE clinic_id = $1', [world.clinic.id])
    expect(await next('2026-11-28')).toBeNull()
  })
})

describe('the history of a booking', () => {
  test('says who did what, why, and what was before', async () => {
    const world = await makeClinic()
    const [from, to] = [world.at(3, '09:00'), world.at(3, '10:00')]
    const { id: bookingId } = await insertBooking(world, { startsAt: from })
    await moveBooking(world.as.ada, { bookingId, startsAt: to })
    await cancelBooking(world.as.kim, { bookingId, reason: 'Doctor is ill' })
    const { history, status, cancelReason } = await readBooking(world.as.kim, bookingId)
    expect({ status, cancelReason }).toEqual({ status: 'cancelled', cancelReason: 'Doctor is ill' })
    expect(history.slice(-2)).toMatchObject([
      { kind: 'moved', by: null, byKind: 'patient', before: { startsAt: from }, after: { startsAt: to } },
      { kind: 'cancelled', by: 'Kim Tran', reason: 'Doctor is ill', before: { status: 'confirmed' } },
    ])
  })

  test('is not there for another clinic’s staff, nor for what names no booking', async () => {
    const [here, elsewhere] = [await makeClinic(), await makeClinic()]
    const { id } = await insertBooking(here, { startsAt: here.at(3, '09:00') })
    await expect(readBooking(elsewhere.as.kim, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(readBooking(here.as.kim, 'none')).rejects.toMatchObject({ code: 'not_found' })
  })
})
