import type { Actor } from '../../access/actor'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { refusal, refuseUnless } from '../../errors'
import { cancellationFee, canPatientChange, canStaffCancel, staffCancellationFee } from '../rules'
import type { CancelInput } from '../schema'
import { bookingToChange, lockBooking, recordChange, swapBooking } from './change'
import { withdrawProposals } from './proposals'

export type Cancelled = { reference: string; status: 'cancelled'; feeCents: number; currency: string }

/**
 * Cancels a booking and frees its time or seat. The fee is what the policy snapshotted on the booking says for now; where one is due, staff
 * say whether it applies or is let go, and why (`invalid_input` where they do not). Refuses with `too_late_to_change` once the visit has
 * begun, `changed_meanwhile`.
 */
export async function cancelBooking(actor: Actor, input: CancelInput): Promise<Cancelled> {
  const booking = await bookingToChange(actor, input)
  const isStaff = actor.kind === 'staff'
  refuseUnless(
    isStaff ? canStaffCancel(booking.status) : canPatientChange(booking, now()),
    'too_late_to_change',
  )
  const dueCents = cancellationFee(booking, now())
  const fee = isStaff ? decidedFee(dueCents, input) : { cents: dueCents, waivedBecause: null }
  await asActor(actor, async (tx) => {
    await lockBooking(tx, booking)
    await swapBooking(tx, booking, {
      status: 'cancelled',
      cancelledAt: now(),
      cancelledBy: isStaff ? 'staff' : 'patient',
      cancelReason: input.reason || null,
      cancelFeeCents: fee.cents,
      ...(fee.waivedBecause && { feeWaivedBecause: fee.waivedBecause }),
      sequence: booking.sequence + 1,
    })
    await tx.$executeRaw`SELECT release_time(${booking.id}::uuid, NULL)`
    await withdrawProposals(tx, booking.id)
    await recordChange(tx, actor, booking, {
      event: 'booking.cancelled',
      kind: 'cancelled',
      reason: input.reason || undefined,
      before: { status: booking.status },
      after: { status: 'cancelled' },
    })
  })
  return {
    reference: booking.reference,
    status: 'cancelled',
    feeCents: fee.cents,
    currency: booking.currency,
  }
}

function decidedFee(dueCents: number, { fee, feeWaivedBecause = '' }: CancelInput) {
  const decision = fee === 'waive' ? { fee, because: feeWaivedBecause } : fee ? { fee } : null
  const decided = staffCancellationFee(dueCents, decision)
  if (decided) return decided
  throw refusal(
    'invalid_input',
    fee === 'waive'
      ? { feeWaivedBecause: 'Say why the fee is let go' }
      : { fee: 'Choose whether the late fee applies' },
  )
}
