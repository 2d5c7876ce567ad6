import type { Actor } from '../../access/actor'
import { bookableFacts } from '../../availability/queries/facts'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { refuseUnless } from '../../errors'
import { canPatientChange, canStaffMove } from '../rules'
import type { MoveInput } from '../schema'
import { bookingToChange, recordChange, swapBooking } from './change'
import { refuseOrSetAside } from './set-aside'

export type Moved = {
  reference: string
  status: 'confirmed'
  startsAt: Date
  endsAt: Date
  timeZone: string
  practitionerId: string
  locationId: string
}

/**
 * Moves a booking to another free time, with the same or another practitioner: same booking, reference, link and price; the old time is
 * let go only as the new one is taken. Its own time counts as free. Refuses with `too_late_to_change`, `same_time`, `changed_meanwhile`,
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
  const isOverbooked = refuseOrSetAside(actor, facts, visit, who, input.overbookReason)
  const endsAt = new Date(input.startsAt.getTime() + facts.terms.minutes * 60_000)
  const { bufferBefore, bufferAfter } = facts.terms
  await asActor(actor, async (tx) => {
    await tx.$executeRaw`SELECT lock_resources(ARRAY[${booking.practitionerId}, ${practitionerId}, ${booking.patientId}]::uuid[] || resources_of(${booking.service.id}::uuid, ${booking.locationId}::uuid))`
    await swapBooking(tx, booking, {
      startsAt: input.startsAt,
      endsAt,
      practitionerId,
      sequence: booking.sequence + 1,
      ...(actor.kind === 'staff' && {
        overbook: isOverbooked,
        overbookReason: isOverbooked ? (input.overbookReason ?? null) : null,
      }),
    })
    await tx.$executeRaw`SELECT claim_time(${booking.clinicId}::uuid, ${booking.service.id}::uuid, ${practitionerId}::uuid, ${booking.locationId}::uuid,
      tstzrange(${input.startsAt}::timestamptz, ${endsAt}::timestamptz), ${bufferBefore}::int, ${bufferAfter}::int, ${booking.id}::uuid, NULL, NULL, NULL, ${isOverbooked}, ${now()}::timestamptz)`
    await recordChange(tx, actor, booking, {
      event: 'booking.moved',
      kind: 'moved',
      before: { startsAt: booking.startsAt.toISOString(), practitionerId: booking.practitionerId },
      after: { startsAt: input.startsAt.toISOString(), practitionerId },
    })
  })
  const { reference, locationId, location } = booking
  return {
    reference,
    status: 'confirmed',
    startsAt: input.startsAt,
    endsAt,
    timeZone: location.timeZone,
    practitionerId,
    locationId,
  }
}
