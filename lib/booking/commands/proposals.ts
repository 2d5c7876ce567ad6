import type { LinkActor, PatientActor, StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { bookableFacts } from '../../availability/queries/facts'
import { firstFailure } from '../../availability/rules'
import { now } from '../../clock'
import { asActor, type Tx } from '../../db/client'
import { found, refusal, refuseUnless } from '../../errors'
import { newId } from '../../ids'
import { mayAnswerRequests } from '../policy'
import { CALLED_OFF_BY, canStaffMove, requestExpiry } from '../rules'
import type { AnswerProposalInput, ProposeInput } from '../schema/requests'
import { type BookingToChange, bookingToChange, lockBooking, recordChange, swapBooking } from './change'
import { lockBoth, placeBooking } from './place'
import { lapseStatement } from './write'

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
  const { startsAt, practitionerId, locationId } = visit
  const { bufferBefore, bufferAfter, minutes } = facts.terms
  const proposed = {
    ...{ startsAt, endsAt: new Date(startsAt.getTime() + minutes * 60_000), practitionerId, locationId },
    ...{ id: proposalId, bufferBefore, bufferAfter, sessionId: facts.session?.id },
    expiresAt: requestExpiry(now(), facts.service.requestHours, startsAt),
  }
  await asActor(actor, async (tx) => {
    await lockBoth(tx, booking, facts, proposed)
    await withdrawProposals(tx, booking.id)
    await keepProposed(tx, booking, proposed)
    await tx.$executeRaw(lapseStatement(booking.id, proposed.expiresAt))
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
  const unsettled = {
    bookingId,
    OR: [{ state: 'open' as const }, { rebookingId: { not: null }, state: { in: CALLED_OFF_BY } }],
  }
  const proposed = await tx.proposal.findMany({ where: unsettled, select: { holdId: true, state: true } })
  if (proposed.length === 0) return
  await tx.proposal.updateMany({ where: unsettled, data: { state: 'withdrawn', answeredAt: now() } })
  for (const { holdId, state } of proposed)
    if (holdId && state === 'open') await tx.$executeRaw`SELECT release_time(NULL, ${holdId}::uuid)`
}

/**
 * The patient accepts the time that was proposed, which confirms the appointment there, or declines it: then the clinic is asked still for
 * the first one, or has to call where somebody is away. Staff answer for whoever says so on the phone. Refuses with `proposal_over` where
 * it was withdrawn, answered, or has run out.
 */
export async function answerProposal(
  actor: PatientActor | LinkActor | StaffActor,
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
  actor: PatientActor | LinkActor | StaffActor,
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

/** What is proposed for a booking. `sessionId`: a seat in it. Buffers in minutes. */
type Proposed = {
  id: string
  rebookingId?: string | undefined
  startsAt: Date
  endsAt: Date
  practitionerId: string
  locationId: string
  expiresAt: Date
  bufferBefore: number
  bufferAfter: number
  sessionId?: string | undefined
  createdAt?: Date
}

/** Keeps a time for a booking: the hold, its claim or seat, and the row of the proposal. The caller holds the locks. */
export async function keepProposed(tx: Tx, booking: BookingToChange, proposed: Proposed): Promise<void> {
  const { id, rebookingId, startsAt, endsAt, practitionerId, locationId, expiresAt, sessionId } = proposed
  const { clinicId, service, type, mode } = booking
  const holdId = newId()
  const createdAt = proposed.createdAt ?? now()
  const where = { clinicId, practitionerId, locationId, startsAt, endsAt, expiresAt, createdAt }
  await tx.hold.createMany({ data: { ...where, id: holdId, serviceId: service.id, type, mode } })
  if (sessionId)
    await tx.$executeRaw`SELECT hold_seat(${sessionId}::uuid, ${holdId}::uuid, ${expiresAt}::timestamptz, ${now()}::timestamptz)`
  else
    await tx.$executeRaw`SELECT claim_time(${clinicId}::uuid, ${service.id}::uuid, ${practitionerId}::uuid, ${locationId}::uuid,
      tstzrange(${startsAt}::timestamptz, ${endsAt}::timestamptz), ${proposed.bufferBefore}::int, ${proposed.bufferAfter}::int,
      NULL, NULL, ${holdId}::uuid, ${expiresAt}::timestamptz, false, ${now()}::timestamptz)`
  await tx.proposal.createMany({ data: { ...where, id, bookingId: booking.id, holdId, rebookingId } })
}

function visitAt(
  booking: BookingToChange,
  to: { startsAt: Date; practitionerId: string; locationId: string },
) {
  const { startsAt, practitionerId, locationId } = to
  const { clinic, service, type, mode } = booking
  return { clinicSlug: clinic.slug, service: service.code, type, mode, startsAt, practitionerId, locationId }
}
