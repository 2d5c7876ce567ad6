import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { found, refuseUnless } from '../../errors'
import { newId } from '../../ids'
import { localDate } from '../../time'
import { maySetHours } from '../policy'
import type { EndTravelInput, TravelForm } from '../schema/hours'
import { changeSeen, lockPractitioners, practitionerOf, previewed } from './affected'

/**
 * Between these dates a practitioner's hours by video or phone are wall time of another zone; hours in person stay the place's. Shows the
 * bookings that this leaves outside first (`affects_bookings`). Refuses dates that are over or on which they are somewhere else already.
 */
export async function setTravel(actor: StaffActor, form: TravelForm) {
  return previewed(actor, async (tx) => {
    const practitioner = await practitionerOf(tx, form.practitionerId)
    allow(maySetHours(actor, practitioner))
    const { id: practitionerId, clinicId, clinic } = practitioner
    const isToCome = form.untilDate >= localDate(now(), clinic.timeZone)
    refuseUnless(isToCome, 'invalid_input', { untilDate: 'This is over already' })
    const [fromDate, untilDate] = [form.fromDate, form.untilDate].map(
      (date) => new Date(`${date}T00:00Z`),
    ) as [Date, Date]
    await lockPractitioners(tx, [practitionerId])
    const already = await tx.practitionerTravel.findFirst({
      where: { practitionerId, fromDate: { lte: untilDate }, untilDate: { gte: fromDate } },
      select: { id: true },
    })
    refuseUnless(!already, 'invalid_input', { fromDate: 'These dates overlap another stay' })
    const id = newId()
    const kept = await changeSeen(tx, practitioner, form.confirmed, async () => {
      await tx.practitionerTravel.createMany({
        data: { id, clinicId, practitionerId, fromDate, untilDate, timeZone: form.timeZone },
      })
    })
    await record(tx, actor, 'travel.added', {
      clinicId,
      subject: 'practitioner',
      subjectId: practitionerId,
      detail: { travelId: id, timeZone: form.timeZone, kept },
    })
    return { practitionerId }
  })
}

/** Takes back a stay elsewhere; shows the bookings that this leaves outside first (`affects_bookings`). */
export async function endTravel(actor: StaffActor, { travelId, confirmed }: EndTravelInput) {
  return previewed(actor, async (tx) => {
    const travel = found(
      await tx.practitionerTravel.findUnique({ where: { id: travelId }, select: { practitionerId: true } }),
    )
    const practitioner = await practitionerOf(tx, travel.practitionerId)
    allow(maySetHours(actor, practitioner))
    await lockPractitioners(tx, [practitioner.id])
    const kept = await changeSeen(tx, practitioner, confirmed, async () => {
      await tx.practitionerTravel.deleteMany({ where: { id: travelId } })
    })
    await record(tx, actor, 'travel.removed', {
      clinicId: practitioner.clinicId,
      subject: 'practitioner',
      subjectId: practitioner.id,
      detail: { travelId, kept },
    })
    return { practitionerId: practitioner.id }
  })
}
