import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { now } from '../../clock'
import { atOnce, sql } from '../../db/client'
import { mayAskForForms } from '../policy'

/** A form of a booking, for the clinic's staff: how far it is, and no word of what is in it. `requestId`: staff asked for it. */
export type BookingForm = {
  formId: string
  title: string
  requestId: string | null
  submissionId: string | null
  state: 'draft' | 'completed' | null
  pagesDone: number
  pagesAsked: number
  sentAt: Date | null
}

/** A form that can be asked for. */
export type FormChoice = { id: string; title: string }

/** The forms of a booking, those its patient is asked for at any time too, and what else can be asked for. */
export async function listFormsOfBooking(
  actor: StaffActor,
  bookingId: string,
): Promise<{ forms: BookingForm[]; choices: FormChoice[] }> {
  allow(mayAskForForms(actor, actor.clinicId))
  const [forms, choices] = await atOnce<[BookingForm[], FormChoice[]]>(
    actor,
    sql`WITH visit AS (SELECT * FROM booking WHERE id = ${bookingId}::uuid AND clinic_id = ${actor.clinicId}::uuid),
      asked AS (
        SELECT f.form_id, NULL::uuid AS request_id FROM visit v JOIN service_form f ON f.service_id = v.service_id AND coalesce(f.type, v.type) = v.type
        WHERE v.status IN ('requested', 'held', 'confirmed', 'arrived', 'in_progress') AND v.ends_at > ${now()}::timestamptz
        UNION ALL
        SELECT r.form_id, r.id FROM visit v JOIN form_request r ON r.patient_id = v.patient_id AND r.clinic_id = v.clinic_id
        WHERE r.withdrawn_at IS NULL AND (r.booking_id = v.id OR r.booking_id IS NULL)
      ), begun AS (
        SELECT p.* FROM visit v CROSS JOIN LATERAL submission_progress(ARRAY[v.id], v.patient_id) p
        WHERE p.booking_id = v.id OR p.request_id IN (SELECT request_id FROM asked)
      )
      SELECT coalesce(p.form_id, a.form_id) AS "formId", coalesce(p.title, n.title) AS title, coalesce(p.request_id, a.request_id) AS "requestId",
        p.id AS "submissionId", p.state, coalesce(p.pages_done, 0) AS "pagesDone", coalesce(p.pages_asked, 0) AS "pagesAsked", p.completed_at AS "sentAt"
      FROM asked a FULL JOIN begun p ON coalesce(p.request_id, p.form_id) = coalesce(a.request_id, a.form_id)
      LEFT JOIN form_version n ON n.form_id = a.form_id AND n.state = 'published'
      WHERE p.id IS NOT NULL OR n.id IS NOT NULL ORDER BY 2, p.completed_at NULLS FIRST, 1`,
    sql`SELECT f.id, v.title FROM form f JOIN form_version v ON v.form_id = f.id AND v.state = 'published'
      WHERE f.clinic_id = ${actor.clinicId}::uuid ORDER BY v.title, f.id`,
  )
  return { forms, choices }
}
