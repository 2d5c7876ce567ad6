import type { Actor } from '../../access/actor'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { refuseUnless } from '../../errors'
import { cancellationFee, canPatientChange, canStaffCancel } from '../rules'
import type { CancelInput } from '../schema'
import { bookingToChange, recordChange, swapBooking } from './change'

export type Cancelled = { reference: string; status: 'cancelled'; feeCents: number; currency: string }

/**
 * Cancels a booking and frees its time. The fee is what the policy snapshotted on the booking says for now; staff's own cancellations
 * cost nothing. Refuses with `too_late_to_change` once the visit has begun, `changed_meanwhile`.
 */
export async function cancelBooking(actor: Actor, input: CancelInput): Promise<Cancelled> {
  const booking = await bookingToChange(actor, input)
  const isStaff = actor.kind === 'staff'
  refuseUnless(
    isStaff ? canStaffCancel(booking.status) : canPatientChange(booking, now()),
    'too_late_to_change',
  )
  const feeCents = isStaff ? 0 : cancellationFee(booking, now())
  await asActor(actor, async (tx) => {
    await tx.$executeRaw`SELECT lock_resources(ARRAY[${booking.practitionerId}, ${booking.patientId}]::uuid[])`
    await swapBooking(tx, booking, {
      status: 'cancelled',
      cancelledAt: now(),
      cancelledBy: isStaff ? 'staff' : 'patient',
      cancelReason: input.reason || null,
      cancelFeeCents: feeCents,
      sequence: booking.sequence + 1,
    })
    await tx.$executeRaw`SELECT release_time(${booking.id}::uuid, NULL)`
    await recordChange(tx, actor, booking, {
      event: 'booking.cancelled',
      kind: 'cancelled',
      reason: input.reason || undefined,
      before: { status: booking.status },
      after: { status: 'cancelled' },
    })
  })
  return { reference: booking.reference, status: 'cancelled', feeCents, currency: booking.currency }
}
