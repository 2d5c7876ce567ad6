import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { asActor } from '../../db/client'
import { mayAskForForms } from '../policy'

/** Something to look at before a visit (none: at any time). `kind` says why, and no more. `isMine`: whoever asks treats the patient, and may look. */
export type OpenTask = {
  id: string
  kind: string
  submissionId: string
  patientName: string
  bookingId: string | null
  startsAt: Date | null
  timeZone: string | null
  practitionerName: string | null
  isMine: boolean
}

const MOST = 50

/**
 * What the clinic's staff still have to look at, of one practitioner's visits or all, the soonest visit first. Where there is anything, that
 * somebody looked is written down.
 */
export async function listOpenTasks(actor: StaffActor, practitionerId?: string): Promise<OpenTask[]> {
  const { clinicId } = actor
  allow(mayAskForForms(actor, clinicId))
  return asActor(actor, async (tx) => {
    const tasks = await tx.$queryRaw<OpenTask[]>`
      SELECT t.id, t.kind, t.submission_id AS "submissionId", x.first_name || ' ' || x.last_name AS "patientName", t.booking_id AS "bookingId",
        b.starts_at AS "startsAt", l.time_zone AS "timeZone", p.name AS "practitionerName",
        actor_treats(t.patient_id) AS "isMine"
      FROM staff_task t JOIN patient x ON x.id = t.patient_id LEFT JOIN booking b ON b.id = t.booking_id
      LEFT JOIN location l ON l.id = b.location_id LEFT JOIN practitioner p ON p.id = b.practitioner_id
      WHERE t.clinic_id = ${clinicId}::uuid AND t.done_at IS NULL
        AND (${practitionerId ?? null}::uuid IS NULL OR b.practitioner_id IS NULL OR b.practitioner_id = ${practitionerId ?? null}::uuid)
      ORDER BY b.starts_at NULLS LAST, t.id LIMIT ${MOST}`
    if (tasks.length > 0) await record(tx, actor, 'tasks.viewed', { clinicId, subject: 'tasks' })
    return tasks
  })
}
