import type { Actor } from '../../access/actor'
import { bookableFacts } from '../../availability/queries/facts'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { refuseUnless } from '../../errors'
import { type BookingStatus, canPatientChange, canStaffMove, lapsesAt } from '../rules'
import type { MoveInput } from '../schema'
import { bookingToChange, recordChange } from './change'
import { lockBoth, placeBooking } from './place'
import { withdrawProposals } from './proposals'
import { refuseOrSetAside } from './set-aside'
import { lapseStatement } from './write'

export type Moved = {
  reference: string
  status: BookingStatus
  startsAt: Date
  endsAt: Date
  timeZone: string
  practitionerId: string
  locationId: string
}

/**
 * Moves a booking to another free time, with the same or another practitioner: same booking, reference, link and price; the old time is
 * let go only as the new one is taken. Its own time counts as free.
 * A seat of a group session goes to another session; what the clinic agreed to beforehand is moved by staff alone (`needs_approval`). Refuses with `too_late_to_change`, `same_time`, `changed_meanwhile`,
 * the failed rule of `availability/rules.ts`, or `slot_taken`.
 */
export async function moveBooking(actor: Actor, input: MoveInput): Promise<Moved> {
  const booking = await bookingToChange(actor, input)
  refuseUnless(
    actor.kind === 'staff' ? canStaffMove(booking.status) : canPatientChange(booking, now()),
    'too_late_to_change',
  )
  const practitionerId = input.practitionerId ?? booking.practitionerId
  refuseUnless(
    input.startsAt.getTime() !== booking.startsAt.getTime() || practitionerId !== booking.practitionerId,
    'same_time',
  )
  const visit = {
    clinicSlug: booking.clinic.slug,
    service: booking.service.code,
    type: booking.type,
    mode: booking.mode,
    locationId: booking.locationId,
    startsAt: input.startsAt,
    practitionerId,
  }
  const facts = await bookableFacts(actor, { ...visit, ignoreBookingId: booking.id })
  const who = { isMoving: true, keepsPractitioner: practitionerId === booking.practitionerId }
  // What the clinic agreed to stays agreed to: only a request can go elsewhere without it.
  const isAgreed = facts.service.requiresApproval && booking.status !== 'requested'
  refuseUnless(actor.kind === 'staff' || !isAgreed, 'needs_approval')
  const overbookReason = refuseOrSetAside(actor, facts, visit, who, input.overbookReason)
  const endsAt = new Date(input.startsAt.getTime() + facts.terms.minutes * 60_000)
  const to = { startsAt: input.startsAt, endsAt, practitionerId, locationId: booking.locationId }
  const anyway = overbookReason !== null
  await asActor(actor, async (tx) => {
    await lockBoth(tx, booking, facts, to)
    const flag = actor.kind === 'staff' ? { overbook: anyway, overbookReason } : {}
    await placeBooking(tx, booking, facts, { ...to, anyway }, flag)
    await withdrawProposals(tx, booking.id)
    if (booking.status === 'requested')
      await tx.$executeRaw(lapseStatement(booking.id, lapsesAt({ ...booking, ...to }, null)))
    await recordChange(tx, actor, booking, {
      event: 'booking.moved',
      kind: 'moved',
      reason: overbookReason ?? undefined,
      before: { startsAt: booking.startsAt.toISOString(), practitionerId: booking.practitionerId },
      after: { startsAt: input.startsAt.toISOString(), practitionerId },
    })
  })
  const { reference, status, locationId, location } = booking
  return {
    reference,
    status,
    startsAt: input.startsAt,
    endsAt,
    timeZone: location.timeZone,
    practitionerId,
    locationId,
  }
}
