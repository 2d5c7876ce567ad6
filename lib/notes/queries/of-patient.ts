import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { atOnce, sql } from '../../db/client'
import { mayReadNotes } from '../policy'

/** That there is a note of a visit, without a word of it. `at`: when the visit began; `timeZone` is the location's. */
type NoteOfPatient = {
  id: string
  state: 'draft' | 'signed'
  at: Date
  timeZone: string
  serviceName: string
  authorName: string
  signedAt: Date | null
}

/** The notes of a patient that whoever asks may open, latest visit first, at most 500. Which they are is row-level security's. */
export async function listNotesOf(actor: StaffActor, patientId: string): Promise<NoteOfPatient[]> {
  allow(mayReadNotes(actor, actor.clinicId))
  const [rows] = await atOnce<[NoteOfPatient[]]>(
    actor,
    sql`SELECT n.id, n.state, b.starts_at AS at, l.time_zone AS "timeZone", s.name AS "serviceName", a.name AS "authorName", n.signed_at AS "signedAt"
      FROM note n JOIN booking b ON b.id = n.booking_id JOIN service s ON s.id = b.service_id JOIN location l ON l.id = b.location_id
      JOIN account a ON a.id = n.author_id
      WHERE n.patient_id = ${patientId}::uuid AND n.clinic_id = ${actor.clinicId}::uuid ORDER BY b.starts_at DESC, n.id LIMIT 500`,
  )
  return rows
}
