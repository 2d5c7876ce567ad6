import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { auditStatement } from '../../audit/record'
import { now } from '../../clock'
import { atOnce, sql } from '../../db/client'
import { addDays, startOfLocalDay } from '../../time'
import { mayRunDay } from '../policy'
import type { BookingStatus } from '../rules'
import type { Mode, VisitType } from '../schema'

/** A line of the day: who, when, what. */
export type DayItem = {
  id: string
  reference: string
  status: BookingStatus
  type: VisitType
  mode: Mode
  source: string
  version: number
  overbook: boolean
  overbookReason: string | null
  /** To come, and in no hours, in leave or in a closure as they are now. */
  isOutsideHours: boolean
  startsAt: Date
  endsAt: Date
  arrivedAt: Date | null
  timeZone: string
  serviceName: string
  practitionerId: string
  practitionerName: string
  locationName: string
  bookedBy: string | null
  patientId: string
  patientNumber: string
  patientName: string
  patientBornOn: string
  patientPhone: string | null
  isProvisional: boolean
  cancelReason: string | null
}

/**
 * One day of the clinic, or of one practitioner, in order of time; the audit row that somebody looked goes in the same transaction
 * (security.md L1). `day`: 'YYYY-MM-DD' in the clinic's zone. One statement whatever the day holds.
 */
export async function readDay(
  actor: StaffActor,
  day: string,
  timeZone: string,
  practitionerId?: string,
): Promise<DayItem[]> {
  allow(mayRunDay(actor, actor.clinicId))
  const [from, to] = [startOfLocalDay(day, timeZone), startOfLocalDay(addDays(day, 1), timeZone)]
  const [rows] = await atOnce<[DayItem[]]>(
    actor,
    sql`SELECT b.id, b.reference, b.status, b.type, b.mode, b.source, b.version, b.overbook, b.overbook_reason AS "overbookReason",
        o.id IS NOT NULL AS "isOutsideHours", b.starts_at AS "startsAt", b.ends_at AS "endsAt",
        b.arrived_at AS "arrivedAt", l.time_zone AS "timeZone", s.name AS "serviceName", b.practitioner_id AS "practitionerId",
        p.name AS "practitionerName", l.name AS "locationName", a.name AS "bookedBy", x.id AS "patientId", x.number AS "patientNumber",
        x.first_name || ' ' || x.last_name AS "patientName", x.date_of_birth::text AS "patientBornOn", x.phone AS "patientPhone",
        x.provisional AS "isProvisional", b.cancel_reason AS "cancelReason"
      FROM booking b
      JOIN service s ON s.id = b.service_id JOIN practitioner p ON p.id = b.practitioner_id JOIN location l ON l.id = b.location_id
      JOIN patient x ON x.id = b.patient_id LEFT JOIN account a ON a.id = b.created_by_account_id
      LEFT JOIN bookings_outside(${actor.clinicId}::uuid, ${practitionerId ? [practitionerId] : null}::uuid[],
        greatest(${now()}::timestamptz, ${from}::timestamptz), ${to}::timestamptz) o (id) ON o.id = b.id
      WHERE b.clinic_id = ${actor.clinicId}::uuid AND b.starts_at >= ${from}::timestamptz AND b.starts_at < ${to}::timestamptz
        AND (${practitionerId ?? null}::uuid IS NULL OR b.practitioner_id = ${practitionerId ?? null}::uuid)
      ORDER BY b.starts_at, p.name, b.id`,
    auditStatement(actor, 'day.viewed', {
      clinicId: actor.clinicId,
      subject: 'day',
      detail: { day, ...(practitionerId && { practitionerId }) },
    }),
  )
  return rows
}

/** How far the next day with work is looked for among the weekly hours. */
const LOOK_AHEAD_DAYS = 60

/**
 * The first day after `day` on which the clinic, or one practitioner, has appointments or weekly hours; null where there is none in sight.
 * Closures and leave are not looked at: such a day says so itself. Days are 'YYYY-MM-DD' in the clinic's zone.
 */
export async function findNextDay(
  actor: StaffActor,
  day: string,
  timeZone: string,
  practitionerId?: string,
): Promise<string | null> {
  allow(mayRunDay(actor, actor.clinicId))
  const [first, last] = [addDays(day, 1), addDays(day, LOOK_AHEAD_DAYS)]
  const whose = practitionerId ?? null
  const [rows] = await atOnce<[{ day: string | null }[]]>(
    actor,
    sql`SELECT min(day)::text AS day FROM (
      SELECT d::date AS day FROM generate_series(${first}::date, ${last}::date, interval '1 day') d WHERE EXISTS (
        SELECT FROM availability_rule r JOIN practitioner p ON p.id = r.practitioner_id AND p.active
        WHERE r.clinic_id = ${actor.clinicId}::uuid AND (${whose}::uuid IS NULL OR p.id = ${whose}::uuid)
          AND r.weekday = extract(isodow FROM d) AND d BETWEEN coalesce(r.valid_from, d) AND coalesce(r.valid_until, d))
      UNION ALL
      (SELECT (b.starts_at AT TIME ZONE ${timeZone})::date FROM booking b
        WHERE b.clinic_id = ${actor.clinicId}::uuid AND b.starts_at >= ${startOfLocalDay(first, timeZone)}::timestamptz
          AND (${whose}::uuid IS NULL OR b.practitioner_id = ${whose}::uuid) AND b.status NOT IN ('cancelled', 'expired')
        ORDER BY b.starts_at LIMIT 1)) AS days`,
  )
  return rows[0]?.day ?? null
}
