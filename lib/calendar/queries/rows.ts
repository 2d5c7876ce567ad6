import type { StaffActor } from '../../access/actor'
import { auditStatement } from '../../audit/record'
import type { BookingStatus } from '../../booking/rules'
import { now } from '../../clock'
import { atOnce, type Sql, sql } from '../../db/client'
import { found } from '../../errors'

/** What is between two instants of the calendar, as PostgreSQL says it: one row. Minutes are since the epoch. */
export type CalendarRows = {
  timeZone: string
  practitioners: { id: string; name: string; isActive: boolean }[]
  rooms: { id: string; name: string; locationName: string }[]
  bookings: BookingRow[]
  sessions: SessionRow[]
  /** When practitioners are at work for any of their services. */
  open: { practitionerId: string; starts: number; ends: number }[]
  /** Leave (of a practitioner) and closures. */
  shut: { practitionerId: string | null; locationName: string | null; starts: number; ends: number }[]
  /** Times that somebody keeps while they type, and times of other calendars. */
  taken: { resourceId: string; kind: 'hold' | 'external'; starts: number; ends: number }[]
}

type Placed = {
  id: string
  starts: number
  ends: number
  practitionerId: string
  locationId: string
  roomIds: string[]
  serviceName: string
}
export type BookingRow = Placed & {
  status: BookingStatus
  version: number
  overbook: boolean
  patientName: string
  isProvisional: boolean
  hasEmail: boolean
  gridMinutes: number
}
/** `sequence`: to say which session was looked at. `hasBegun`: somebody has arrived for it. `unmailed`: how many in it have no email address. */
export type SessionRow = Placed & {
  capacity: number
  taken: number
  sequence: number
  hasBegun: boolean
  unmailed: number
  gridMinutes: number
}

/** Which part: whole local dates, of some practitioners or all. `at`: whose hours and rooms, of all locations'. */
export type Part = { from: string; days: number; with: readonly string[]; at: string | undefined }

/**
 * Reads a part of the calendar in one statement, whatever it holds; the audit row that somebody looked goes in the same transaction
 * (security.md L1). Refuses with `not_found`.
 */
export async function readRows(actor: StaffActor, part: Part): Promise<CalendarRows> {
  const { from: day, days, at = null } = part
  const whose = part.with.length > 0 ? part.with : null
  const [rows] = await atOnce<[CalendarRows[]]>(
    actor,
    sql`WITH part AS MATERIALIZED (
        SELECT c.id AS clinic_id, c.time_zone, first_instant(${day}::date, c.time_zone) AS from_at,
          first_instant(${day}::date + ${days}::int, c.time_zone) AS to_at, ${whose}::uuid[] AS whose, ${at}::uuid AS place
        FROM clinic c WHERE c.id = ${actor.clinicId}::uuid
      )
      SELECT w.time_zone AS "timeZone", ${listOf(PRACTITIONERS)} AS practitioners, ${listOf(ROOMS)} AS rooms, ${listOf(BOOKINGS)} AS bookings,
        ${listOf(SESSIONS)} AS sessions, ${listOf(OPEN)} AS open, ${listOf(SHUT)} AS shut, ${listOf(takenAt(now()))} AS taken
      FROM part w`,
    auditStatement(actor, 'calendar.viewed', {
      clinicId: actor.clinicId,
      subject: 'calendar',
      detail: { day, days, ...(whose && { practitionerIds: part.with }) },
    }),
  )
  return found(rows[0])
}

const listOf = (select: Sql) => sql`(SELECT coalesce(json_agg(x), '[]') FROM (${select}) x)`

// Each of the part `w`. No visit and no claim is longer than a day.
const PRACTITIONERS = sql`SELECT p.id, p.name, p.active AS "isActive" FROM practitioner p WHERE p.clinic_id = w.clinic_id
  AND (w.whose IS NULL OR p.id = ANY (w.whose)) ORDER BY p.number`

const ROOMS = sql`SELECT r.id, r.name, l.name AS "locationName" FROM resource r JOIN location l ON l.id = r.location_id
  WHERE r.clinic_id = w.clinic_id AND r.active AND (w.place IS NULL OR r.location_id = w.place) ORDER BY l.name, r.kind, r.name, r.id`

const BOOKINGS = sql`SELECT b.id, epoch_minutes(b.starts_at) AS starts, epoch_minutes(b.ends_at) AS ends, b.practitioner_id AS "practitionerId",
    (SELECT coalesce(json_agg(c.resource_id), '[]') FROM calendar_claim c WHERE c.booking_id = b.id AND c.resource_kind <> 'practitioner') AS "roomIds",
    b.location_id AS "locationId", s.name AS "serviceName", b.status, b.version, b.overbook, x.first_name || ' ' || x.last_name AS "patientName", x.provisional AS "isProvisional",
    x.email IS NOT NULL AS "hasEmail", s.grid_minutes AS "gridMinutes"
  FROM booking b JOIN service s ON s.id = b.service_id JOIN patient x ON x.id = b.patient_id
  WHERE b.clinic_id = w.clinic_id AND b.starts_at > w.from_at - interval '1 day' AND b.starts_at < w.to_at AND b.ends_at > w.from_at
    AND b.status NOT IN ('cancelled', 'expired') AND b.group_session_id IS NULL
    AND (w.whose IS NULL OR b.practitioner_id = ANY (w.whose))`

const SESSIONS = sql`SELECT g.id, epoch_minutes(g.starts_at) AS starts, epoch_minutes(g.ends_at) AS ends, g.practitioner_id AS "practitionerId",
    (SELECT coalesce(json_agg(c.resource_id), '[]') FROM calendar_claim c
      WHERE c.group_session_id = g.id AND c.kind = 'booking' AND c.resource_kind <> 'practitioner') AS "roomIds",
    g.location_id AS "locationId", s.name AS "serviceName", g.capacity, g.taken, g.sequence, s.grid_minutes AS "gridMinutes", of.*
  FROM group_session g JOIN service s ON s.id = g.service_id CROSS JOIN LATERAL (
    SELECT coalesce(bool_or(b.status NOT IN ('requested', 'confirmed')), false) AS "hasBegun", count(*) FILTER (WHERE x.email IS NULL) AS unmailed
    FROM booking b JOIN patient x ON x.id = b.patient_id WHERE b.group_session_id = g.id AND b.status NOT IN ('cancelled', 'expired')) of
  WHERE g.clinic_id = w.clinic_id AND g.cancelled_at IS NULL AND g.starts_at > w.from_at - interval '1 day' AND g.starts_at < w.to_at AND g.ends_at > w.from_at
    AND (w.whose IS NULL OR g.practitioner_id = ANY (w.whose))`

const OPEN = sql`SELECT DISTINCT o.practitioner_id AS "practitionerId", o.starts, o.ends FROM service s
  CROSS JOIN LATERAL open_blocks(s.id, w.whose, w.place, NULL, w.from_at, w.to_at) o WHERE s.clinic_id = w.clinic_id AND s.active
  ORDER BY 1, 2, 3`

const SHUT = sql`SELECT e.practitioner_id AS "practitionerId", l.name AS "locationName", epoch_minutes(e.starts_at) AS starts, epoch_minutes(e.ends_at) AS ends
  FROM availability_exception e LEFT JOIN location l ON l.id = e.location_id
  WHERE e.clinic_id = w.clinic_id AND e.kind <> 'opening' AND e.starts_at < w.to_at AND e.ends_at > w.from_at
    AND (e.location_id IS NULL OR w.place IS NULL OR e.location_id = w.place)`

const takenAt = (
  at: Date,
) => sql`SELECT c.resource_id AS "resourceId", c.kind, epoch_minutes(c.starts_at) AS starts, epoch_minutes(c.ends_at) AS ends
  FROM (SELECT p.id FROM practitioner p WHERE p.clinic_id = w.clinic_id UNION ALL SELECT r.id FROM resource r WHERE r.clinic_id = w.clinic_id) whose
  JOIN calendar_claim c ON c.resource_id = whose.id AND c.starts_at > w.from_at - interval '1 day' AND c.starts_at < w.to_at AND c.ends_at > w.from_at
  WHERE c.kind IN ('hold', 'external') AND (c.expires_at IS NULL OR c.expires_at > ${at}::timestamptz)`
