import type { Actor } from '../../access/actor'
import { allow } from '../../access/allow'
import { bookableFacts } from '../../availability/queries/facts'
import { atOnce } from '../../db/client'
import { Refusal } from '../../errors'
import { mayBook } from '../policy'
import type { BookingInput, Channel } from '../schema'
import { attendeeOf } from './attendee'
import { visitOfHold } from './hold'
import { type Booked, firstAnswer, keepAnswer } from './idempotency'
import { refuseOrSetAside } from './set-aside'
import { followingStatements, lockStatement, type Plan, placingStatements, planOf } from './write'

/**
 * Books a time: the whole deed (patient, booking, its history, manage link, the claim on the calendar, the confirmation to send, the audit
 * row) in one transaction and one round trip. The same idempotency key gives the first answer again. Refuses with the failed rule of
 * `availability/rules.ts`, `slot_taken`, `hold_expired`, `patient_overlap`, `not_found`, `idempotency_key_reused`. Staff may set some rules
 * aside with a reason, which is kept, shown and in the log. Of a service that needs approval, whoever is not staff asks for the time: it is
 * kept, and the clinic has `requestHours` to say yes. Of a service for groups it takes a seat.
 * Source: domain.md, Booking; security.md A1–A6.
 */
export async function bookAppointment(
  actor: Actor,
  input: BookingInput,
  channel: Channel = channelOf(actor),
): Promise<Booked> {
  try {
    const plan = await planBooking(actor, input, channel)
    // Locks, rows, claim, follow-up, audit (it holds the clinic's chain, so last).
    await atOnce(
      actor,
      keepAnswer(actor, input, plan.answer),
      lockStatement(plan),
      ...plan.attendee.statements,
      ...placingStatements(actor, plan),
      ...followingStatements(actor, plan),
    )
    return plan.answer
  } catch (error) {
    // Nobody waits twice for a connection that is not to be had: the client tries again, with the same key.
    if (error instanceof Refusal && error.code === 'busy') throw error
    // A retry of what was booked must not read "taken" by itself: whatever refused it, the first answer stands.
    const before = await firstAnswer(actor, input)
    if (before) return before
    throw error
  }
}

async function planBooking(actor: Actor, input: BookingInput, channel: Channel): Promise<Plan> {
  const holdId = 'holdId' in input ? input.holdId : undefined
  const visit =
    'holdId' in input
      ? await visitOfHold(actor, input.clinicSlug, input.holdId)
      : { ...input, clinicSlug: input.clinicSlug }
  const facts = await bookableFacts(actor, { ...visit, ignoreHoldId: holdId })
  allow(mayBook(actor, facts.clinic.id, 'patientId' in input))
  const attendee = await attendeeOf(actor, input, facts.clinic, facts.service.id)
  const { dateOfBirth, hasHadInitial, upcoming } = attendee
  const { reason, referredBy } = input
  const who = { dateOfBirth, hasHadInitial, upcoming, isReferred: Boolean(referredBy) }
  const overbookReason = refuseOrSetAside(actor, facts, visit, who, input.overbookReason)
  return planOf(actor, { visit, facts, attendee, channel, reason, referredBy, overbookReason, holdId })
}

function channelOf(actor: Actor): Channel {
  return actor.kind === 'staff' ? 'phone' : 'online'
}
