import { type Actor, accountIdOf } from '../../access/actor'
import { allow } from '../../access/allow'
import { auditStatement } from '../../audit/record'
import { type BookableFacts, bookableFacts } from '../../availability/queries/facts'
import { now } from '../../clock'
import { atOnce, type Sql, sql } from '../../db/client'
import { Refusal } from '../../errors'
import { hashToken, newId, newReference } from '../../ids'
import { messageStatements } from '../../messages/commands/outbox'
import { linkToken, seal } from '../../vault/seal'
import { mayBook } from '../policy'
import { manageLinkUntil } from '../rules'
import type { BookingInput, Channel, HoldInput } from '../schema'
import { type Attendee, attendeeOf } from './attendee'
import { visitOfHold } from './hold'
import { type Booked, firstAnswer, keepAnswer } from './idempotency'
import { refuseOrSetAside } from './set-aside'

/** Everything that is decided before the booking is written. */
type Plan = {
  id: string
  visit: HoldInput
  facts: BookableFacts
  attendee: Attendee
  endsAt: Date
  answer: Booked
  channel: Channel
  /** Staff set rules aside for it, with a reason. */
  isOverbooked: boolean
}

/**
 * Books a time: the whole deed (patient, booking, its history, manage link, the claim on the calendar, the confirmation to send, the audit
 * row) in one transaction and one round trip. The same idempotency key gives the first answer again. Refuses with the failed rule of
 * `availability/rules.ts`, `slot_taken`, `hold_expired`, `patient_overlap`, `not_found`, `idempotency_key_reused`. Staff may set some rules
 * aside with a reason, which is kept, shown and in the log.
 * Source: domain.md, Booking; security.md A1–A6.
 */
export async function bookAppointment(
  actor: Actor,
  input: BookingInput,
  channel: Channel = channelOf(actor),
): Promise<Booked> {
  try {
    const plan = await planBooking(actor, input, channel)
    await atOnce(actor, keepAnswer(actor, input, plan.answer), ...writes(actor, input, plan))
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
  const visit =
    'holdId' in input
      ? await visitOfHold(actor, input.clinicSlug, input.holdId)
      : { ...input, clinicSlug: input.clinicSlug }
  const facts = await bookableFacts(actor, {
    ...visit,
    ignoreHoldId: 'holdId' in input ? input.holdId : undefined,
  })
  allow(mayBook(actor, facts.clinic.id, 'patientId' in input))
  const attendee = await attendeeOf(actor, input, facts.clinic, facts.service.id)
  const { dateOfBirth, hasHadInitial, upcoming } = attendee
  const who = { dateOfBirth, hasHadInitial, upcoming, isReferred: Boolean(input.referredBy) }
  const isOverbooked = refuseOrSetAside(actor, facts, visit, who, input.overbookReason)
  const id = newId()
  const endsAt = new Date(visit.startsAt.getTime() + facts.terms.minutes * 60_000)
  const answer: Booked = {
    bookingId: id,
    reference: newReference(),
    status: 'confirmed',
    startsAt: visit.startsAt,
    endsAt,
    timeZone: facts.location.timeZone,
    practitionerId: visit.practitionerId,
    locationId: visit.locationId,
    mode: visit.mode,
    manageToken: linkToken('manage', id),
    amountDueCents: facts.service.priceCents,
  }
  return { id, visit, facts, attendee, endsAt, answer, channel, isOverbooked }
}

/** The statements of the deed, in the order the recipe asks: locks, rows, claim, follow-up, audit (it holds the clinic's chain, so last). */
function writes(actor: Actor, input: BookingInput, plan: Plan): Sql[] {
  const { id, visit, facts, attendee, endsAt } = plan
  const holdId = 'holdId' in input ? input.holdId : null
  return [
    sql`SELECT lock_resources(ARRAY[${visit.practitionerId}, ${attendee.id}]::uuid[] || resources_of(${facts.service.id}::uuid, ${visit.locationId}::uuid))`,
    ...attendee.statements,
    bookingRows(actor, input, plan),
    ...limitStatements(plan),
    sql`SELECT claim_time(${facts.clinic.id}::uuid, ${facts.service.id}::uuid, ${visit.practitionerId}::uuid, ${visit.locationId}::uuid,
      tstzrange(${visit.startsAt}::timestamptz, ${endsAt}::timestamptz), ${facts.terms.bufferBefore}::int, ${facts.terms.bufferAfter}::int,
      ${id}::uuid, NULL, ${holdId}::uuid, NULL, ${plan.isOverbooked}, ${now()}::timestamptz)`,
    ...messageStatements('booking.booked', { id, clinicId: facts.clinic.id, version: 1 }),
    auditStatement(actor, 'booking.booked', {
      clinicId: facts.clinic.id,
      subject: 'booking',
      subjectId: id,
      patientId: attendee.id,
      detail: { source: plan.channel, ...(plan.isOverbooked && { overbooked: true }) },
    }),
  ]
}

function bookingRows(actor: Actor, input: BookingInput, plan: Plan): Sql {
  const { id, visit, facts, attendee, endsAt, answer } = plan
  const account = accountIdOf(actor)
  const reason = input.reason ? seal(input.reason, { table: 'booking', column: 'reason_sealed', id }) : null
  const linkExpiry = manageLinkUntil(endsAt)
  const after = JSON.stringify({
    startsAt: visit.startsAt,
    practitionerId: visit.practitionerId,
    locationId: visit.locationId,
  })
  return sql`WITH booked AS (
      INSERT INTO booking (id, clinic_id, reference, patient_id, service_id, practitioner_id, location_id, type, mode, status, source,
        starts_at, ends_at, price_cents, currency, cancel_notice_hours, late_cancel_fee_cents, reason_sealed, referred_by, overbook, overbook_reason,
        created_by_account_id, created_at)
      VALUES (${id}::uuid, ${facts.clinic.id}::uuid, ${answer.reference}, ${attendee.id}::uuid, ${facts.service.id}::uuid, ${visit.practitionerId}::uuid,
        ${visit.locationId}::uuid, ${visit.type}::visit_type, ${visit.mode}::mode, 'confirmed', ${plan.channel}::booking_source,
        ${visit.startsAt}::timestamptz, ${endsAt}::timestamptz, ${answer.amountDueCents}::int, ${facts.clinic.currency}, ${facts.policy.cancelNoticeHours}::int,
        ${facts.policy.lateCancelFeeCents}::int, ${reason}, ${input.referredBy ?? null}, ${plan.isOverbooked}, ${plan.isOverbooked ? input.overbookReason : null},
        ${account}::uuid, ${now()}::timestamptz)
    ), history AS (
      INSERT INTO booking_event (id, clinic_id, booking_id, kind, at, by_account_id, by_kind, after)
      VALUES (${newId()}::uuid, ${facts.clinic.id}::uuid, ${id}::uuid, 'booked', ${now()}::timestamptz, ${account}::uuid, ${actor.kind}, ${after}::jsonb)
    )
    INSERT INTO booking_link (id, clinic_id, booking_id, purpose, token_hash, expires_at)
    VALUES (${newId()}::uuid, ${facts.clinic.id}::uuid, ${id}::uuid, 'manage', ${hashToken(answer.manageToken)}::bytea, ${linkExpiry}::timestamptz)`
}

/** Two bookings at once must not pass the patient's limit together: counted again under the patient's lock. */
function limitStatements({ id, attendee, facts, isOverbooked }: Plan): Sql[] {
  const { upcomingLimit } = facts.terms
  if (upcomingLimit === null || isOverbooked) return []
  return [
    sql`SELECT keep_to_upcoming_limit(${attendee.id}::uuid, ${facts.service.id}::uuid, ${upcomingLimit}::int, ${id}::uuid, ${now()}::timestamptz)`,
  ]
}

function channelOf(actor: Actor): Channel {
  return actor.kind === 'staff' ? 'phone' : 'online'
}
