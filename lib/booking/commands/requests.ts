import type { StaffActor, SystemActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { Refusal, refuseUnless } from '../../errors'
import { mayAnswerRequests } from '../policy'
import { hasLapsed, lapsesAt } from '../rules'
import type { AcceptRequestInput, DeclineRequestInput } from '../schema/requests'
import {
  type BookingToChange,
  bookingToChange,
  findBookingToChange,
  lockBooking,
  recordChange,
  swapBooking,
} from './change'
import { withdrawProposals } from './proposals'
import { lapseStatement } from './write'

/** Says yes to what a patient asked for. Refuses with `not_in_this_state`, `in_the_past`, `changed_meanwhile`. */
export async function acceptRequest(actor: StaffActor, input: AcceptRequestInput): Promise<void> {
  const booking = await requestToAnswer(actor, input)
  refuseUnless(booking.startsAt > now(), 'in_the_past')
  await asActor(actor, async (tx) => {
    await lockBooking(tx, booking)
    await swapBooking(tx, booking, { status: 'confirmed', sequence: booking.sequence + 1 })
    await withdrawProposals(tx, booking.id)
    await recordChange(tx, actor, booking, {
      event: 'request.accepted',
      kind: 'accepted',
      before: { status: 'requested' },
      after: { status: 'confirmed' },
    })
  })
}

/** Says no, and why: the patient reads the reason. It costs nothing, and the time is free. Refuses as `acceptRequest`. */
export async function declineRequest(actor: StaffActor, input: DeclineRequestInput): Promise<void> {
  const booking = await requestToAnswer(actor, input)
  await asActor(actor, async (tx) => {
    await lockBooking(tx, booking)
    await swapBooking(tx, booking, {
      ...{ status: 'cancelled', cancelledAt: now(), cancelledBy: 'staff' },
      ...{ cancelReason: input.reason, cancelFeeCents: 0, sequence: booking.sequence + 1 },
    })
    await tx.$executeRaw`SELECT release_time(${booking.id}::uuid, NULL)`
    await withdrawProposals(tx, booking.id)
    await recordChange(tx, actor, booking, {
      event: 'request.declined',
      kind: 'declined',
      reason: input.reason,
      before: { status: 'requested' },
      after: { status: 'cancelled' },
    })
  })
}

/**
 * Lets a request go that nobody answered, tells the patient, and frees its time; comes back later where it is not time yet. Of this and an
 * answer at the same moment the first counts. The proposal that was not answered lapses with it, or alone.
 */
export async function lapseRequest(actor: SystemActor, bookingId: string): Promise<void> {
  try {
    const booking = await findBookingToChange(actor, { bookingId })
    if (booking.status === 'requested') await lapseOrWait(actor, booking)
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'changed_meanwhile') throw error
  }
}

async function lapseOrWait(actor: SystemActor, booking: BookingToChange): Promise<void> {
  await asActor(actor, async (tx) => {
    await lockBooking(tx, booking)
    const open = { bookingId: booking.id, state: 'open' as const }
    const stale = { ...open, expiresAt: { lte: now() } }
    await tx.proposal.updateMany({ where: stale, data: { state: 'lapsed', answeredAt: now() } })
    const proposal = await tx.proposal.findFirst({ where: open, select: { expiresAt: true } })
    const proposedUntil = proposal?.expiresAt ?? null
    if (!hasLapsed(booking, proposedUntil, now())) {
      await tx.$executeRaw(lapseStatement(booking.id, lapsesAt(booking, proposedUntil)))
      return
    }
    await swapBooking(tx, booking, { status: 'expired', sequence: booking.sequence + 1 })
    await tx.$executeRaw`SELECT release_time(${booking.id}::uuid, NULL)`
    await recordChange(tx, actor, booking, {
      event: 'request.lapsed',
      kind: 'lapsed',
      before: { status: 'requested' },
      after: { status: 'expired' },
    })
  })
}

async function requestToAnswer(actor: StaffActor, input: AcceptRequestInput): Promise<BookingToChange> {
  const booking = await bookingToChange(actor, input)
  allow(mayAnswerRequests(actor, booking.clinicId))
  refuseUnless(booking.status === 'requested', 'not_in_this_state')
  return booking
}
