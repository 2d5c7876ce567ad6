import type { LinkActor, PatientActor, StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { bookableFacts } from '../../availability/queries/facts'
import { firstFailure } from '../../availability/rules'
import { now } from '../../clock'
import { asActor, type Tx } from '../../db/client'
import { found, refusal, refuseUnless } from '../../errors'
import { newId } from '../../ids'
import { mayAnswerRequests } from '../policy'
import { canStaffMove, requestExpiry } from '../rules'
import type { AnswerProposalInput, ProposeInput } from '../schema/requests'
import { type BookingToChange, bookingToChange, lockBooking, recordChange, swapBooking } from './change'
import { lockBoth, placeBooking } from './place'
import { lapseStatement } from './write'

type Facts = Awaited<ReturnType<typeof bookableFacts>>

/**
 * Proposes another time for what a patient asked for, and keeps it until they answer: for as many hours as the service gives the clinic, at
 * most until it begins. The time asked for stays kept too. Refuses with `not_in_this_state`, `changed_meanwhile`, the failed rule of
 * `availability/rules.ts` or `slot_taken`.
 */
export async function proposeTime(actor: StaffActor, input: ProposeInput): Promise<{ proposalId: string }> {
  const booking = await bookingToChange(actor, input)
  allow(mayAnswerRequests(actor, booking.clinicId))
  refuseUnless(booking.status === 'requested', 'not_in_this_state')
  const visit = visitAt(booking, input)
  const facts = await bookableFacts(actor, visit)
  const failure = firstFailure(facts, visit, now(), {
    isStaff: true,
    isMoving: true,
    keepsPractitioner: true,
  })
  if (failure) throw refusal(failure)
  const proposalId = newId()
  await asActor(actor, async (tx) => {
    await lockBoth(tx, booking, facts, { ...visit, endsAt: endOf(visit, facts) })
    await withdrawProposals(tx, booking.id)
    await keepProposed(tx, proposalId, booking, facts, visit)
    await swapBooking(tx, booking, {})
    await recordChange(tx, actor, booking, {
      event: 'proposal.made',
      kind: 'proposed',
      before: {},
      after: { startsAt: visit.startsAt.toISOString(), practitionerId: visit.practitionerId },
    })
  })
  return { proposalId }
}

/** Takes back what is proposed for a booking, and lets its kept time go: the booking has gone another way. */
export async function withdrawProposals(tx: Tx, bookingId: string): Promise<void> {
  const open = { bookingId, state: 'open' as const }
  const proposed = await tx.proposal.findFirst({ where: open, select: { holdId: true } })
  if (!proposed) return
  await tx.proposal.updateMany({ where: open, data: { state: 'withdrawn', answeredAt: now() } })
  if (proposed.holdId) await tx.$executeRaw`SELECT release_time(NULL, ${proposed.holdId}::uuid)`
}

/**
 * The patient accepts the time that was proposed, which confirms the appointment there, or declines it: then the clinic is asked still for
 * the first one. Refuses with `proposal_over` where it was withdrawn, answered, or has run out.
 */
export async function answerProposal(
  actor: PatientActor | LinkActor,
  input: AnswerProposalInput,
): Promise<void> {
  const bookingId = actor.kind === 'link' ? actor.bookingId : found(input.bookingId)
  const booking = await bookingToChange(actor, { bookingId })
  const proposal = await asActor(actor, (tx) =>
    tx.proposal.findFirst({
      where: { id: input.proposalId, bookingId, state: 'open', expiresAt: { gt: now() } },
      select: {
        id: true,
        holdId: true,
        startsAt: true,
        endsAt: true,
        practitionerId: true,
        locationId: true,
      },
    }),
  )
  refuseUnless(proposal !== null && canStaffMove(booking.status), 'proposal_over')
  if (input.answer === 'decline') return decline(actor, booking, proposal)
  const facts = await bookableFacts(actor, {
    ...visitAt(booking, proposal),
    ignoreBookingId: booking.id,
    ignoreHoldId: proposal.holdId ?? undefined,
  })
  await asActor(actor, async (tx) => {
    await lockBoth(tx, booking, facts, proposal)
    await settle(tx, proposal.id, 'accepted')
    await placeBooking(tx, booking, facts, proposal, { status: 'confirmed' })
    await recordChange(tx, actor, booking, {
      event: booking.status === 'requested' ? 'proposal.accepted' : 'booking.moved',
      kind: 'proposal_accepted',
      before: {
        startsAt: booking.startsAt.toISOString(),
        practitionerId: booking.practitionerId,
        status: booking.status,
      },
      after: {
        startsAt: proposal.startsAt.toISOString(),
        practitionerId: proposal.practitionerId,
        status: 'confirmed',
      },
    })
  })
}

async function decline(
  actor: PatientActor | LinkActor,
  booking: BookingToChange,
  proposal: { id: string; holdId: string | null },
) {
  await asActor(actor, async (tx) => {
    await lockBooking(tx, booking)
    await settle(tx, proposal.id, 'declined')
    if (proposal.holdId) await tx.$executeRaw`SELECT release_time(NULL, ${proposal.holdId}::uuid)`
    await swapBooking(tx, booking, {})
    await recordChange(tx, actor, booking, {
      event: 'proposal.declined',
      kind: 'proposal_declined',
      before: {},
      after: {},
    })
  })
}

/** Of two answers the first counts. */
async function settle(tx: Tx, id: string, state: 'accepted' | 'declined'): Promise<void> {
  const { count } = await tx.proposal.updateMany({
    where: { id, state: 'open' },
    data: { state, answeredAt: now() },
  })
  refuseUnless(count === 1, 'proposal_over')
}

/** The hold, its claim or seat, and the row of a proposal. */
async function keepProposed(
  tx: Tx,
  id: string,
  booking: BookingToChange,
  facts: Facts,
  visit: ReturnType<typeof visitAt>,
) {
  const { startsAt, practitionerId, locationId, type, mode } = visit
  const endsAt = endOf(visit, facts)
  const expiresAt = requestExpiry(now(), facts.service.requestHours, startsAt)
  const holdId = newId()
  const where = {
    clinicId: booking.clinicId,
    practitionerId,
    locationId,
    startsAt,
    endsAt,
    expiresAt,
    createdAt: now(),
  }
  await tx.hold.createMany({ data: { ...where, id: holdId, serviceId: facts.service.id, type, mode } })
  if (facts.session)
    await tx.$executeRaw`SELECT hold_seat(${facts.session.id}::uuid, ${holdId}::uuid, ${expiresAt}::timestamptz, ${now()}::timestamptz)`
  else
    await tx.$executeRaw`SELECT claim_time(${booking.clinicId}::uuid, ${facts.service.id}::uuid, ${practitionerId}::uuid, ${locationId}::uuid,
      tstzrange(${startsAt}::timestamptz, ${endsAt}::timestamptz), ${facts.terms.bufferBefore}::int, ${facts.terms.bufferAfter}::int,
      NULL, NULL, ${holdId}::uuid, ${expiresAt}::timestamptz, false, ${now()}::timestamptz)`
  await tx.proposal.createMany({ data: { ...where, id, bookingId: booking.id, holdId } })
  await tx.$executeRaw(lapseStatement(booking.id, expiresAt))
}

function visitAt(
  booking: BookingToChange,
  to: { startsAt: Date; practitionerId: string; locationId: string },
) {
  const { startsAt, practitionerId, locationId } = to
  const { clinic, service, type, mode } = booking
  return { clinicSlug: clinic.slug, service: service.code, type, mode, startsAt, practitionerId, locationId }
}

function endOf({ startsAt }: { startsAt: Date }, { terms }: Facts): Date {
  return new Date(startsAt.getTime() + terms.minutes * 60_000)
}
