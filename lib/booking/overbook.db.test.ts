import { describe, expect, test } from 'vitest'
import type { Actor } from '../access/actor'
import { insertBooking } from '../db/testing/booking'
import { ownerQuery } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import { newId } from '../ids'
import { bookAppointment } from './commands/book'
import { bookForCaller } from './commands/caller'
import { moveBooking } from './commands/move'
import { bookingBody, moveBody } from './schema'

// Overbooking on purpose (domain.md, claims): staff with a reason, flagged and on record; nobody else, whatever they send.

const REASON = 'She is in pain and agreed to wait'
const TAKEN = { code: 'slot_taken' }

/** A world in which Ben has Dr Mora's 10:00. */
async function takenWorld() {
  const world = await makeClinic()
  const startsAt = world.at(3, '10:00')
  await insertBooking(world, { startsAt, patientId: world.patients.ben })
  return { world, startsAt }
}

function visit(world: World, startsAt: Date) {
  return {
    ...({ service: 'gp', type: 'follow_up', mode: 'in_person', startsAt } as const),
    ...{ practitionerId: world.practitioners.mora, locationId: world.locations.street },
  }
}
const stranger = {
  ...{ firstName: 'Grace', lastName: 'Hopper', dateOfBirth: '1986-12-09' },
  phone: '0491 570 156',
}
const book = (actor: Actor, world: World, startsAt: Date, overbookReason?: string) =>
  bookAppointment(actor, {
    ...visit(world, startsAt),
    ...{ clinicSlug: world.clinic.slug, idempotencyKey: newId(), overbookReason },
    ...(actor.kind === 'guest' ? { patient: stranger } : { patientId: world.patients.ada }),
  } as Parameters<typeof bookAppointment>[1])

describe('a patient, or a program without a person at work behind it,', () => {
  test('is refused a time that is taken, with a reason as without', async () => {
    const { world, startsAt } = await takenWorld()
    for (const actor of [world.as.guest, world.as.ada])
      for (const reason of [undefined, REASON])
        await expect(book(actor, world, startsAt, reason)).rejects.toMatchObject(TAKEN)
    const outside = world.at(3, '23:00')
    for (const actor of [world.as.guest, world.as.ada])
      await expect(book(actor, world, outside, REASON)).rejects.toMatchObject({ code: 'outside_hours' })
    const flagged = await ownerQuery('SELECT FROM booking WHERE clinic_id = $1 AND overbook', [
      world.clinic.id,
    ])
    expect(flagged).toEqual([])
  })

  test('is refused it for a move too, by their account and by their link', async () => {
    const { world, startsAt } = await takenWorld()
    const mine = await insertBooking(world, { startsAt: world.at(3, '11:00') })
    const { reference } = mine
    for (const actor of [world.as.ada, world.as.holderOf(mine.id)])
      await expect(moveBooking(actor, { reference, startsAt, overbookReason: REASON })).rejects.toMatchObject(
        TAKEN,
      )
  })

  test('cannot even say it to the API: it knows no such field', () => {
    const startsAt = '2026-11-24T09:00:00+11:00'
    const body = {
      ...{ service: 'gp', type: 'follow_up', mode: 'in_person', startsAt, patient: stranger },
      ...{ practitionerId: newId(), locationId: newId() },
    }
    expect(bookingBody.safeParse(body).success).toBe(true)
    expect(moveBody.safeParse({ startsAt }).success).toBe(true)
    for (const name of ['overbookReason', 'overbook', 'anyway']) {
      expect(bookingBody.safeParse({ ...body, [name]: REASON }).success).toBe(false)
      expect(moveBody.safeParse({ startsAt, [name]: REASON }).success).toBe(false)
    }
  })
})

describe('staff', () => {
  test('are refused it without a reason; with one it is booked over the other, flagged, and both stand', async () => {
    const { world, startsAt } = await takenWorld()
    const call = (overbookReason?: string) => {
      const { startsAt: at, practitionerId, locationId, ...what } = visit(world, startsAt)
      return bookForCaller(world.as.kim, {
        ...what,
        ...{ patientId: world.patients.ada, idempotencyKey: newId(), overbookReason },
        time: { startsAt: at, practitionerId, locationId },
      })
    }
    await expect(call()).rejects.toMatchObject(TAKEN)
    const { bookingId } = await call(REASON)
    const [row] = await ownerQuery(
      `SELECT b.overbook, b.overbook_reason, (SELECT bool_and(c.overbook) FROM calendar_claim c WHERE c.booking_id = b.id) AS claim,
        (SELECT reason FROM booking_event e WHERE e.booking_id = b.id) AS history,
        (SELECT detail::json->>'overbooked' FROM audit_event a WHERE a.subject_id = b.id AND a.action = 'booking.booked') AS audit
       FROM booking b WHERE b.id = $1`,
      [bookingId],
    )
    expect(row).toEqual({
      overbook: true,
      overbook_reason: REASON,
      claim: true,
      history: REASON,
      audit: 'true',
    })
    const there = await ownerQuery('SELECT FROM booking WHERE starts_at = $1 AND practitioner_id = $2', [
      ...[startsAt, world.practitioners.mora],
    ])
    expect(there).toHaveLength(2)
  })

  test('of another clinic, or auditors, do not, whatever their reason', async () => {
    const [{ world, startsAt }, lagoon] = [await takenWorld(), await makeClinic()]
    await expect(book(lagoon.as.ines, world, startsAt, REASON)).rejects.toThrow()
    const auditor = { ...world.as.kim, roles: ['auditor'] } as unknown as Actor
    await expect(book(auditor, world, startsAt, REASON)).rejects.toThrow()
  })

  test('move over another with a reason, and the flag goes once it moves to a free time', async () => {
    const { world, startsAt } = await takenWorld()
    const { id, reference } = await insertBooking(world, { startsAt: world.at(3, '11:00') })
    const flag = async () =>
      (await ownerQuery('SELECT overbook, overbook_reason FROM booking WHERE id = $1', [id]))[0]
    await expect(moveBooking(world.as.kim, { reference, startsAt })).rejects.toMatchObject(TAKEN)
    await moveBooking(world.as.kim, { reference, startsAt, overbookReason: REASON })
    expect(await flag()).toEqual({ overbook: true, overbook_reason: REASON })
    await moveBooking(world.as.kim, { reference, startsAt: world.at(3, '11:20') })
    expect(await flag()).toEqual({ overbook: false, overbook_reason: null })
  })
})
