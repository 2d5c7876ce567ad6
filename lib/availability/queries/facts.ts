import type { Actor } from '../../access/actor'
import type { Mode, VisitType } from '../../booking/schema'
import { now } from '../../clock'
import { atOnce, sql } from '../../db/client'
import { found, Refusal, refuseUnless } from '../../errors'
import { firstFailure, LONGEST_VISIT_MINUTES, type LocationKind, type Subject } from '../rules'
import {
  type DiaryRow,
  diaryColumns,
  type NeedsRow,
  type OwnRow,
  ownColumns,
  ownTerms,
  readDiary,
  readNeeds,
  type TermsRow,
  termsColumns,
  termsOf,
} from './diary'

/** A visit somebody wants. */
export type WantedVisit = {
  clinicSlug: string
  service: string
  type: VisitType
  mode: Mode
  practitionerId: string
  locationId: string
  startsAt: Date
}

/** Everything that booking a visit needs to know; a `Subject` for the rules. Money in cents, `timeZone`s IANA. */
export type BookableFacts = Subject & {
  clinic: { id: string; phone: string; timeZone: string; currency: string }
  /** The service's, else the location's, else the clinic's; snapshotted on the booking. */
  policy: { cancelNoticeHours: number; lateCancelFeeCents: number }
  /** `priceCents`: of this type of visit with this practitioner. */
  service: { id: string; name: string; priceCents: number; requiresApproval: boolean; requestHours: number }
  practitioner: { id: string; name: string }
  location: { id: string; name: string; timeZone: string }
  /** Of a service for groups: the session at that time, or null. Its length and mode are in `terms`. */
  session: { id: string; seatsLeft: number } | null | undefined
}

type Row = TermsRow &
  OwnRow &
  DiaryRow &
  NeedsRow & {
    clinicId: string
    clinicPhone: string
    currency: string
    cancelNoticeHours: number
    lateCancelFeeCents: number
    serviceName: string
    initialPriceCents: number
    followUpPriceCents: number
    requiresApproval: boolean
    requestHours: number
    practitionerId: string | null
    practitionerName: string
    isPractising: boolean
    acceptsNewPatients: boolean
    offersService: boolean
    locationId: string | null
    locationName: string
    locationKind: LocationKind
    locationZone: string
    capacity: number
    sessionId: string | null
    sessionMode: Mode
    sessionMinutes: number
    seatsLeft: number
  }

/**
 * The clinic, service, practitioner, place and the diary around a time, in one round trip. `ignoreBookingId`/`ignoreHoldId`: whose claim
 * counts as free. Refuses what does not exist in this clinic: `not_found` (clinic), `service_not_bookable`, `practitioner_not_bookable`,
 * `location_not_offered`; whether the visit may be booked is for `firstFailure`.
 */
export async function bookableFacts(
  actor: Actor,
  visit: WantedVisit & { ignoreBookingId?: string | undefined; ignoreHoldId?: string | undefined },
): Promise<BookableFacts> {
  const [rows] = await atOnce<[Row[]]>(
    actor,
    sql`SELECT ${termsColumns}, c.id AS "clinicId", c.phone AS "clinicPhone", c.currency,
        coalesce(s.cancel_notice_hours, l.cancel_notice_hours, c.cancel_notice_hours) AS "cancelNoticeHours",
        coalesce(s.late_cancel_fee_cents, l.late_cancel_fee_cents, c.late_cancel_fee_cents) AS "lateCancelFeeCents", s.name AS "serviceName",
        coalesce(o.initial_price_cents, s.initial_price_cents) AS "initialPriceCents",
        coalesce(o.follow_up_price_cents, s.follow_up_price_cents) AS "followUpPriceCents",
        s.requires_approval AS "requiresApproval", s.request_hours AS "requestHours", p.id AS "practitionerId", p.name AS "practitionerName", p.active AS "isPractising",
        p.accepting_new_patients AS "acceptsNewPatients", o.service_id IS NOT NULL AS "offersService", l.id AS "locationId",
        l.name AS "locationName", l.kind AS "locationKind", l.time_zone AS "locationZone", n.needs,
        s.capacity, g.session_id AS "sessionId", g.mode AS "sessionMode", g.seats_left AS "seatsLeft",
        (epoch_minutes(g.ends_at) - epoch_minutes(g.starts_at))::int AS "sessionMinutes", ${ownColumns}, ${diaryColumns}
      FROM clinic c
      LEFT JOIN service s ON s.clinic_id = c.id AND s.code = ${visit.service}
      LEFT JOIN practitioner p ON p.clinic_id = c.id AND p.id = ${visit.practitionerId}::uuid
      LEFT JOIN practitioner_service o ON o.practitioner_id = p.id AND o.service_id = s.id
      LEFT JOIN location l ON l.clinic_id = c.id AND l.id = ${visit.locationId}::uuid
      LEFT JOIN LATERAL diary(s.id, ARRAY[p.id], l.id, NULL,
        ${visit.startsAt}::timestamptz - make_interval(mins => s.buffer_before_minutes),
        ${visit.startsAt}::timestamptz + make_interval(mins => s.buffer_after_minutes + ${LONGEST_VISIT_MINUTES}::int),
        ${now()}::timestamptz, ${visit.ignoreBookingId ?? null}::uuid, ${visit.ignoreHoldId ?? null}::uuid) d ON p.id IS NOT NULL AND l.id IS NOT NULL
      LEFT JOIN LATERAL needs_diary(s.id, l.id, ${visit.startsAt}::timestamptz - make_interval(mins => s.buffer_before_minutes),
        ${visit.startsAt}::timestamptz + make_interval(mins => s.buffer_after_minutes + ${LONGEST_VISIT_MINUTES}::int),
        ${now()}::timestamptz, ${visit.ignoreBookingId ?? null}::uuid, ${visit.ignoreHoldId ?? null}::uuid) n ON l.id IS NOT NULL
      LEFT JOIN LATERAL open_sessions(s.id, ARRAY[p.id], l.id, NULL, ${visit.startsAt}::timestamptz, ${visit.startsAt}::timestamptz + interval '1 ms',
        ${now()}::timestamptz, ${visit.ignoreHoldId ?? null}::uuid) g ON s.capacity > 1 AND p.id IS NOT NULL AND l.id IS NOT NULL
      WHERE c.slug = ${visit.clinicSlug}`,
  )
  return factsIn(found(rows[0]), visit.type)
}

/** Whether a visit could be booked now by whoever asks. What does not exist is not free either. */
export async function isStillFree(actor: Actor, visit: WantedVisit): Promise<boolean> {
  try {
    const facts = await bookableFacts(actor, visit)
    return firstFailure(facts, visit, now(), { isStaff: actor.kind === 'staff' }) === null
  } catch (error) {
    if (error instanceof Refusal && error.status < 500) return false
    throw error
  }
}

function factsIn(row: Row, type: VisitType): BookableFacts {
  const { serviceId, practitionerId, locationId } = row
  refuseUnless(serviceId !== null, 'service_not_bookable')
  refuseUnless(practitionerId !== null, 'practitioner_not_bookable')
  refuseUnless(locationId !== null, 'location_not_offered')
  const { timeZone, currency, cancelNoticeHours, lateCancelFeeCents, requiresApproval, requestHours } = row
  const priceCents = type === 'initial' ? row.initialPriceCents : row.followUpPriceCents
  const { isPractising, offersService, acceptsNewPatients } = row
  const seats = row.sessionId === null ? null : { id: row.sessionId, seatsLeft: row.seatsLeft }
  const session = row.capacity > 1 ? seats : undefined
  return {
    clinic: { id: row.clinicId, phone: row.clinicPhone, timeZone, currency },
    policy: { cancelNoticeHours, lateCancelFeeCents },
    service: { id: serviceId, name: row.serviceName, priceCents, requiresApproval, requestHours },
    practitioner: {
      ...{ id: practitionerId, name: row.practitionerName },
      ...{ isActive: isPractising, offersService, acceptsNewPatients },
    },
    location: { id: locationId, name: row.locationName, kind: row.locationKind, timeZone: row.locationZone },
    terms: { ...ownTerms(termsOf(row, type), row), ...(session && ofSession(row)) },
    diary: readDiary(row, readNeeds(row.needs)),
    session,
  }
}

/** A session has a length and a mode of its own. */
function ofSession({ sessionMinutes, sessionMode }: Row): Pick<Subject['terms'], 'minutes' | 'modes'> {
  return { minutes: sessionMinutes, modes: [sessionMode] }
}
