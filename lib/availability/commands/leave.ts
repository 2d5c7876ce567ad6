import type { Actor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { now } from '../../clock'
import type { Tx } from '../../db/client'
import { newId } from '../../ids'
import { mayTakeLeave } from '../policy'
import { type Affected, bookingsDuring, type Stretch, stretchOf } from '../queries/outside'
import type { LeaveForm } from '../schema/hours'
import { lockPractitioners, practitionerOf, previewed, refuseUnlessSeen } from './affected'

/**
 * Leave as it is entered on a page: dates, and times where it is not whole days, on the clinic's clock. Shows the bookings inside first
 * (`affects_bookings`); then they stay where they are, to be moved. Refuses with `not_found` whom the actor may not enter leave for.
 */
export async function planLeave(actor: Actor, form: LeaveForm) {
  return previewed(actor, async (tx) => {
    const practitioner = await practitionerOf(tx, form.practitionerId)
    allow(mayTakeLeave(actor, practitioner))
    const stretch = stretchOf(form, practitioner.clinic.timeZone)
    const { exceptionId, inside } = await enterLeave(tx, actor, practitioner, stretch, form.note)
    refuseUnlessSeen(inside, form.confirmed)
    return { exceptionId, practitionerId: practitioner.id, affected: inside.length }
  })
}

/** Enters leave under the practitioner's lock, in the caller's transaction, and says which bookings are inside. */
export async function enterLeave(
  tx: Tx,
  actor: Actor,
  { id: practitionerId, clinicId }: { id: string; clinicId: string },
  { from: startsAt, to: endsAt }: Stretch,
  note: string,
): Promise<{ exceptionId: string; inside: Affected[] }> {
  const exceptionId = newId()
  // Who books next sees the leave; who booked before is seen here.
  await lockPractitioners(tx, [practitionerId])
  await tx.availabilityException.createMany({
    data: { id: exceptionId, clinicId, practitionerId, kind: 'leave', startsAt, endsAt, note },
  })
  await tx.$executeRaw`SELECT claim_leave(${exceptionId}::uuid, ${now()}::timestamptz)`
  const inside = await bookingsDuring(tx, { clinicId, practitionerId }, [{ from: startsAt, to: endsAt }])
  await record(tx, actor, 'leave.taken', {
    clinicId,
    subject: 'practitioner',
    subjectId: practitionerId,
    detail: { exceptionId, toRebook: inside.map(({ id }) => id) },
  })
  return { exceptionId, inside }
}
