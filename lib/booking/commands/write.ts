import { type Actor, accountIdOf } from '../../access/actor'
import { auditStatement } from '../../audit/record'
import type { BookableFacts } from '../../availability/queries/facts'
import { now } from '../../clock'
import { type Sql, sql } from '../../db/client'
import { hashToken, newId, newReference } from '../../ids'
import { jobStatement } from '../../jobs/enqueue'
import { messageStatements } from '../../messages/commands/outbox'
import { linkToken, seal } from '../../vault/seal'
import { manageLinkUntil, requestExpiry } from '../rules'
import type { Channel, HoldInput } from '../schema'
import type { Attendee } from './attendee'
import type { Booked } from './idempotency'

/** Everything that is decided before a booking is written. */
export type Plan = {
  id: string
  visit: HoldInput
  facts: BookableFacts
  attendee: Attendee
  endsAt: Date
  answer: Booked
  channel: Channel
  reason?: string | undefined
  referredBy?: string | undefined
  /** Why staff set rules aside for it; null where none was. */
  overbookReason: string | null
  holdId?: string | undefined
  /** Until when the clinic has to say yes; null where it is booked at once. */
  requestExpiresAt: Date | null
  series?: { id: string; position: number } | undefined
}

/** A plan of a visit that the rules allow. What needs approval and is not booked by staff is asked for. */
export function planOf(
  actor: Actor,
  parts: Pick<Plan, 'visit' | 'facts' | 'attendee' | 'channel' | 'overbookReason'> &
    Partial<Pick<Plan, 'reason' | 'referredBy' | 'holdId' | 'series'>>,
): Plan {
  const { visit, facts } = parts
  const id = newId()
  const endsAt = new Date(visit.startsAt.getTime() + facts.terms.minutes * 60_000)
  const isAsked = facts.service.requiresApproval && actor.kind !== 'staff'
  const answer: Booked = {
    bookingId: id,
    reference: newReference(),
    status: isAsked ? 'requested' : 'confirmed',
    startsAt: visit.startsAt,
    endsAt,
    timeZone: facts.location.timeZone,
    practitionerId: visit.practitionerId,
    locationId: visit.locationId,
    mode: visit.mode,
    manageToken: linkToken('manage', id),
    amountDueCents: facts.service.priceCents,
  }
  const requestExpiresAt = isAsked ? requestExpiry(now(), facts.service.requestHours, visit.startsAt) : null
  return { ...parts, id, endsAt, answer, requestExpiresAt }
}

/** The locks of a booking, first of all its statements: its people and things, or its session. */
export function lockStatement({ visit, facts, attendee }: Plan): Sql {
  if (facts.session) return sql`SELECT lock_resources(ARRAY[${facts.session.id}, ${attendee.id}]::uuid[])`
  return sql`SELECT lock_resources(ARRAY[${visit.practitionerId}, ${attendee.id}]::uuid[] || resources_of(${facts.service.id}::uuid, ${visit.locationId}::uuid))`
}

/** The rows of the booking, its history and its manage link; then its time, or its seat, which is found first. */
export function placingStatements(actor: Actor, plan: Plan): Sql[] {
  const { id, visit, facts, endsAt } = plan
  if (facts.session)
    return [
      sql`SELECT find_seat(${facts.session.id}::uuid, ${plan.holdId ?? null}::uuid, ${now()}::timestamptz)`,
      bookingRows(actor, plan),
      ...limitStatements(plan),
    ]
  return [
    bookingRows(actor, plan),
    ...limitStatements(plan),
    sql`SELECT claim_time(${facts.clinic.id}::uuid, ${facts.service.id}::uuid, ${visit.practitionerId}::uuid, ${visit.locationId}::uuid,
      tstzrange(${visit.startsAt}::timestamptz, ${endsAt}::timestamptz), ${facts.terms.bufferBefore}::int, ${facts.terms.bufferAfter}::int,
      ${id}::uuid, NULL, ${plan.holdId ?? null}::uuid, NULL, ${plan.overbookReason !== null}, ${now()}::timestamptz)`,
  ]
}

/** What follows from a booking: its message, the end of the wait for a request, the audit row. */
export function followingStatements(actor: Actor, plan: Plan): Sql[] {
  const { id, facts, attendee, channel, overbookReason, requestExpiresAt } = plan
  const event = requestExpiresAt ? 'booking.requested' : 'booking.booked'
  const deed = {
    ...{ clinicId: facts.clinic.id, subject: 'booking', subjectId: id, patientId: attendee.id },
    detail: {
      source: channel,
      ...(overbookReason !== null && { overbooked: true }),
      ...(plan.series && { series: plan.series.id }),
    },
  }
  // One message tells of a whole series.
  const messages = plan.series ? [] : messageStatements(event, { id, clinicId: facts.clinic.id, version: 1 })
  const lapse = requestExpiresAt ? [lapseStatement(id, requestExpiresAt)] : []
  return [...messages, ...lapse, auditStatement(actor, event, deed)]
}

/** Looks at a request when its time is over. Said again, it is looked at then instead. */
export function lapseStatement(bookingId: string, at: Date): Sql {
  return jobStatement({
    name: 'request.lapse',
    payload: { bookingId },
    key: `request.lapse ${bookingId}`,
    runAt: at,
  })
}

function bookingRows(actor: Actor, plan: Plan): Sql {
  const { id, visit, facts, attendee, endsAt, answer, requestExpiresAt, series, overbookReason } = plan
  const account = accountIdOf(actor)
  const reason = plan.reason ? seal(plan.reason, { table: 'booking', column: 'reason_sealed', id }) : null
  const { startsAt, practitionerId, locationId } = visit
  const after = JSON.stringify({ startsAt, practitionerId, locationId })
  const kind = requestExpiresAt ? 'requested' : 'booked'
  return sql`WITH booked AS (
      INSERT INTO booking (id, clinic_id, reference, patient_id, service_id, practitioner_id, location_id, type, mode, status, source,
        starts_at, ends_at, price_cents, currency, cancel_notice_hours, late_cancel_fee_cents, reason_sealed, referred_by, overbook, overbook_reason,
        created_by_account_id, created_at, request_expires_at, group_session_id, series_id, series_position)
      VALUES (${id}::uuid, ${facts.clinic.id}::uuid, ${answer.reference}, ${attendee.id}::uuid, ${facts.service.id}::uuid, ${practitionerId}::uuid,
        ${locationId}::uuid, ${visit.type}::visit_type, ${visit.mode}::mode, ${answer.status}::booking_status, ${plan.channel}::booking_source,
        ${startsAt}::timestamptz, ${endsAt}::timestamptz, ${answer.amountDueCents}::int, ${facts.clinic.currency}, ${facts.policy.cancelNoticeHours}::int,
        ${facts.policy.lateCancelFeeCents}::int, ${reason}, ${plan.referredBy ?? null}, ${overbookReason !== null}, ${overbookReason},
        ${account}::uuid, ${now()}::timestamptz, ${requestExpiresAt}::timestamptz, ${facts.session?.id ?? null}::uuid,
        ${series?.id ?? null}::uuid, ${series?.position ?? null}::int)
    ), history AS (
      INSERT INTO booking_event (id, clinic_id, booking_id, kind, at, by_account_id, by_kind, reason, after)
      VALUES (${newId()}::uuid, ${facts.clinic.id}::uuid, ${id}::uuid, ${kind}, ${now()}::timestamptz, ${account}::uuid, ${actor.kind}, ${overbookReason}, ${after}::jsonb)
    )
    INSERT INTO booking_link (id, clinic_id, booking_id, purpose, token_hash, expires_at)
    VALUES (${newId()}::uuid, ${facts.clinic.id}::uuid, ${id}::uuid, 'manage', ${hashToken(answer.manageToken)}::bytea, ${manageLinkUntil(endsAt)}::timestamptz)`
}

/** Two bookings at once must not pass the patient's limit together: counted again under the patient's lock. */
function limitStatements({ id, attendee, facts, overbookReason }: Plan): Sql[] {
  const { upcomingLimit } = facts.terms
  if (upcomingLimit === null || overbookReason !== null) return []
  return [
    sql`SELECT keep_to_upcoming_limit(${attendee.id}::uuid, ${facts.service.id}::uuid, ${upcomingLimit}::int, ${id}::uuid, ${now()}::timestamptz)`,
  ]
}
