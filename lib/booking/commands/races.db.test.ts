import { describe, expect, test } from 'vitest'
import { insertBooking } from '../../db/testing/booking'
import { ownerQuery } from '../../db/testing/raw'
import { makeClinic, type World } from '../../db/testing/world'
import { Refusal } from '../../errors'
import { newId } from '../../ids'
import { bookAppointment } from './book'
import { cancelBooking } from './cancel'
import { moveBooking } from './move'
import { acceptRequest } from './requests'
import { takeStep } from './step'

/** Every hour of every day, so that each round has an hour of its own. */
const roundTheClock = { hours: [[0, 1440]] as const, services: { requires_approval: false } }
const hour = (world: World, n: number, minutes = 0) =>
  new Date(world.at(3, '00:00').getTime() + (n * 60 + minutes) * 60_000)

/** 'ok', or the code of a refusal that tells of a conflict; anything else is a failure of the test. */
async function answerOf(deed: Promise<unknown>): Promise<string> {
  try {
    await deed
    return 'ok'
  } catch (error) {
    if (error instanceof Refusal && (error.status === 409 || error.code === 'too_late_to_change'))
      return 'conflict'
    throw error
  }
}

const deadlocks = async () =>
  (
    await ownerQuery<{ n: string }>(
      'SELECT deadlocks AS n FROM pg_stat_database WHERE datname = current_database()',
    )
  )[0]?.n

describe('requests for times that overlap', () => {
  test('100 times two people ask and two colleagues accept at once: one asks, one accepts, one is confirmed (A4)', async () => {
    const world = await makeClinic({
      ...roundTheClock,
      services: { requires_approval: true, grid_minutes: 10 },
    })
    const ask = (who: 'ada' | 'ben', startsAt: Date) =>
      bookAppointment(world.as[who], {
        ...{ clinicSlug: world.clinic.slug, service: 'gp', type: 'follow_up', mode: 'in_person', startsAt },
        ...{ practitionerId: world.practitioners.mora, locationId: world.locations.street },
        ...{ patientId: world.patients[who], idempotencyKey: newId() },
      })
    for (let round = 0; round < 100; round++) {
      const asked = await Promise.allSettled([
        ask('ada', hour(world, round)),
        ask('ben', hour(world, round, 10)),
      ])
      const made = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value.bookingId] : []))
      expect(made).toHaveLength(1)
      const [bookingId = ''] = made
      const answers = await Promise.all(
        [world.as.kim, world.as.mora].map((staff) =>
          answerOf(acceptRequest(staff, { bookingId, version: 1 })),
        ),
      )
      expect(answers.toSorted()).toEqual(['conflict', 'ok'])
    }
    const rows = await ownerQuery(
      'SELECT status::text, version, count(*)::int AS n FROM booking WHERE clinic_id = $1 GROUP BY 1, 2',
      [world.clinic.id],
    )
    expect(rows).toEqual([{ status: 'confirmed', version: 2, n: 100 }])
  })
})

type Deed = (world: World, booking: { id: string }, round: number) => Promise<unknown>
const moveTo =
  (who: 'ada' | 'kim', minutes: number): Deed =>
  (world, { id }, round) =>
    moveBooking(world.as[who], { bookingId: id, version: 1, startsAt: hour(world, round, minutes) })
const cancel: Deed = (world, { id }) => cancelBooking(world.as.ada, { bookingId: id, version: 1 })
const arrive: Deed = (world, { id }) => takeStep(world.as.kim, { bookingId: id, version: 1, step: 'arrive' })

describe('two deeds at one appointment at once', () => {
  test.each<[string, Deed, Deed]>([
    ['the patient moves it and the desk moves it', moveTo('ada', 20), moveTo('kim', 40)],
    ['the patient cancels it and the desk moves it', cancel, moveTo('kim', 20)],
    ['the patient cancels it and the desk says they are here', cancel, arrive],
  ])(
    '200 times: %s; one is done, the other told of it, and no time is had twice or not at all (A7)',
    async (_, one, other) => {
      const world = await makeClinic(roundTheClock)
      const before = await deadlocks()
      const lanes = Array.from({ length: 4 }, (_, lane) => async () => {
        for (let round = lane; round < 200; round += 4) {
          const booking = await insertBooking(world, { startsAt: hour(world, round) })
          const answers = await Promise.all([
            answerOf(one(world, booking, round)),
            answerOf(other(world, booking, round)),
          ])
          expect(answers.toSorted()).toEqual(['conflict', 'ok'])
        }
      })
      await Promise.all(lanes.map((lane) => lane()))
      const [wrong] = await ownerQuery(
        `SELECT count(*) FILTER (WHERE b.version <> 2)::int AS versions, count(*) FILTER (WHERE c.n <> (b.status <> 'cancelled')::int)::int AS claims,
        count(*) FILTER (WHERE c.n = 1 AND c.at <> b.starts_at)::int AS times FROM booking b
       CROSS JOIN LATERAL (SELECT count(*)::int AS n, min(starts_at) AS at FROM calendar_claim WHERE booking_id = b.id) c WHERE b.clinic_id = $1`,
        [world.clinic.id],
      )
      expect(wrong).toEqual({ versions: 0, claims: 0, times: 0 })
      expect(await deadlocks()).toBe(before)
    },
  )
})
