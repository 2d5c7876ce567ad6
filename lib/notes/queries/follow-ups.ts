import type { PatientActor, StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { auditStatement } from '../../audit/record'
import { mayPlanAhead } from '../../booking/policy'
import { atOnce, type Sql, sql } from '../../db/client'

/** A visit that is to follow and is not booked. `dueOn`: 'YYYY-MM-DD', around when. */
export type FollowUp = {
  id: string
  dueOn: string
  patientId: string
  patientName: string
  phone: string | null
  serviceCode: string
  serviceName: string
  practitionerId: string
  practitionerName: string
}

/** Neither closed nor booked: since the visit before, the patient has none to come and has come to none. */
const OPEN = sql`f.closed_at IS NULL AND NOT EXISTS (SELECT FROM booking o WHERE o.patient_id = f.patient_id AND o.clinic_id = f.clinic_id
  AND o.starts_at > b.starts_at AND o.status NOT IN ('cancelled', 'expired', 'no_show'))`

/** The clinic's, the one that is due first on top. Nothing in it says why. That somebody looked is in the log. */
export async function listFollowUps(actor: StaffActor): Promise<FollowUp[]> {
  allow(mayPlanAhead(actor, actor.clinicId))
  const [rows] = await atOnce<[FollowUp[]]>(
    actor,
    sql`SELECT f.id, to_char(f.due_on, 'YYYY-MM-DD') AS "dueOn", x.id AS "patientId", x.first_name || ' ' || x.last_name AS "patientName", x.phone,
        s.code AS "serviceCode", s.name AS "serviceName", p.id AS "practitionerId", p.name AS "practitionerName"
      FROM follow_up f JOIN booking b ON b.id = f.booking_id JOIN patient x ON x.id = f.patient_id JOIN service s ON s.id = b.service_id
      JOIN practitioner p ON p.id = b.practitioner_id
      WHERE f.clinic_id = ${actor.clinicId}::uuid AND ${OPEN} ORDER BY f.due_on, f.id LIMIT 200`,
    auditStatement(actor, 'followUps.viewed', { clinicId: actor.clinicId, subject: 'followUps' }),
  )
  return rows
}

/** How many of them there are. */
export async function countFollowUps(actor: StaffActor): Promise<number> {
  allow(mayPlanAhead(actor, actor.clinicId))
  const [rows] = await atOnce<[{ n: number }[]]>(
    actor,
    sql`SELECT count(*)::int AS n FROM follow_up f JOIN booking b ON b.id = f.booking_id WHERE f.clinic_id = ${actor.clinicId}::uuid AND ${OPEN}`,
  )
  return rows[0]?.n ?? 0
}

/** Around when the patient of a visit is to come again, 'YYYY-MM-DD'; null where not, or where that is booked. */
export async function findMyFollowUp(actor: PatientActor, bookingId: string): Promise<string | null> {
  const [rows] = await atOnce<[{ dueOn: string }[]]>(actor, ofBooking(bookingId))
  return rows[0]?.dueOn ?? null
}

function ofBooking(bookingId: string): Sql {
  return sql`SELECT to_char(f.due_on, 'YYYY-MM-DD') AS "dueOn" FROM follow_up f JOIN booking b ON b.id = f.booking_id
    WHERE f.booking_id = ${bookingId}::uuid AND ${OPEN} ORDER BY f.due_on LIMIT 1`
}
