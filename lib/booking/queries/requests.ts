import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { auditStatement } from '../../audit/record'
import { now } from '../../clock'
import { atOnce, sql } from '../../db/client'
import { mayAnswerRequests } from '../policy'

/** Something a patient asked for, with when it lapses and what became of a proposal. `timeZone` is the location's. */
export type RequestItem = {
  id: string
  version: number
  startsAt: Date
  timeZone: string
  expiresAt: Date
  serviceName: string
  practitionerName: string
  patientName: string
  hasEmail: boolean
  proposalId: string | null
  proposedAt: Date | null
  proposal: 'open' | 'declined' | 'lapsed' | null
}

/** What waits for an answer, the soonest to lapse first; that somebody looked is in the log. */
export async function listRequests(actor: StaffActor): Promise<RequestItem[]> {
  allow(mayAnswerRequests(actor, actor.clinicId))
  const [rows] = await atOnce<[RequestItem[]]>(
    actor,
    sql`SELECT b.id, b.version, b.starts_at AS "startsAt", l.time_zone AS "timeZone", greatest(b.request_expires_at, q.expires_at) AS "expiresAt",
        s.name AS "serviceName", p.name AS "practitionerName", x.first_name || ' ' || x.last_name AS "patientName",
        x.email IS NOT NULL AS "hasEmail", q.id AS "proposalId", q.starts_at AS "proposedAt", q.state AS proposal
      FROM booking b JOIN service s ON s.id = b.service_id JOIN practitioner p ON p.id = b.practitioner_id JOIN location l ON l.id = b.location_id
      JOIN patient x ON x.id = b.patient_id
      LEFT JOIN LATERAL (SELECT r.id, r.starts_at, r.state, CASE r.state WHEN 'open' THEN r.expires_at END AS expires_at FROM proposal r
        WHERE r.booking_id = b.id ORDER BY r.id DESC LIMIT 1) q ON true
      WHERE b.clinic_id = ${actor.clinicId}::uuid AND b.status = 'requested' AND b.starts_at > ${now()}::timestamptz - interval '30 days'
      ORDER BY "expiresAt", b.id LIMIT 200`,
    auditStatement(actor, 'requests.viewed', { clinicId: actor.clinicId, subject: 'requests' }),
  )
  return rows
}

/** How many requests wait. */
export async function countRequests(actor: StaffActor): Promise<number> {
  allow(mayAnswerRequests(actor, actor.clinicId))
  const [rows] = await atOnce<[{ n: number }[]]>(
    actor,
    sql`SELECT count(*)::int AS n FROM booking b WHERE b.clinic_id = ${actor.clinicId}::uuid AND b.status = 'requested'
      AND b.starts_at > ${now()}::timestamptz - interval '30 days'`,
  )
  return rows[0]?.n ?? 0
}
