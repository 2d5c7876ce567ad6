import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { auditStatement } from '../../audit/record'
import { atOnce, sql } from '../../db/client'
import { mayReadNotes } from '../policy'

/** A draft that waits for a signature, without a word of it. `timeZone` is the location's. */
export type UnsignedNote = {
  id: string
  patientName: string
  startsAt: Date
  timeZone: string
  serviceName: string
  savedAt: Date
  authorName: string
  isMine: boolean
  isHandedOver: boolean
}

/** That there is a note of a booking, and whose: what the day shows beside it. */
export type NoteMark = { id: string; state: 'draft' | 'signed'; isMine: boolean }

/**
 * The drafts that whoever asks has to see to: their own, and to whoever signs those that were handed over; the oldest visit first. Which they
 * are is row-level security's. That somebody looked is in the log.
 */
export async function listUnsignedNotes(actor: StaffActor): Promise<UnsignedNote[]> {
  allow(mayReadNotes(actor, actor.clinicId))
  const [rows] = await atOnce<[UnsignedNote[]]>(
    actor,
    sql`SELECT n.id, x.first_name || ' ' || x.last_name AS "patientName", b.starts_at AS "startsAt", l.time_zone AS "timeZone",
        s.name AS "serviceName", n.saved_at AS "savedAt", a.name AS "authorName", n.author_id = ${actor.accountId}::uuid AS "isMine",
        n.handed_over_at IS NOT NULL AS "isHandedOver"
      FROM note n JOIN booking b ON b.id = n.booking_id JOIN patient x ON x.id = n.patient_id JOIN service s ON s.id = b.service_id
      JOIN location l ON l.id = b.location_id JOIN account a ON a.id = n.author_id
      WHERE n.clinic_id = ${actor.clinicId}::uuid AND n.state = 'draft' ORDER BY b.starts_at, n.id LIMIT 200`,
    auditStatement(actor, 'notes.unsignedViewed', { clinicId: actor.clinicId, subject: 'notes' }),
  )
  return rows
}

/** How many of them there are; nobody else has any. */
export async function countUnsignedNotes(actor: StaffActor): Promise<number> {
  if (!mayReadNotes(actor, actor.clinicId)) return 0
  const [rows] = await atOnce<[{ n: number }[]]>(
    actor,
    sql`SELECT count(*)::int AS n FROM note n WHERE n.clinic_id = ${actor.clinicId}::uuid AND n.state = 'draft'`,
  )
  return rows[0]?.n ?? 0
}

/** Of each of these bookings the note there is, one's own before others'; to clinicians alone. */
export async function notesByBooking(
  actor: StaffActor,
  bookingIds: readonly string[],
): Promise<Map<string, NoteMark>> {
  if (!mayReadNotes(actor, actor.clinicId) || bookingIds.length === 0) return new Map()
  const [rows] = await atOnce<[(NoteMark & { bookingId: string })[]]>(
    actor,
    sql`SELECT DISTINCT ON (n.booking_id) n.booking_id AS "bookingId", n.id, n.state, n.author_id = ${actor.accountId}::uuid AS "isMine"
      FROM note n WHERE n.clinic_id = ${actor.clinicId}::uuid AND n.booking_id = ANY (${bookingIds}::uuid[])
      ORDER BY n.booking_id, "isMine" DESC, n.created_at`,
  )
  return new Map(rows.map(({ bookingId, ...note }) => [bookingId, note]))
}
