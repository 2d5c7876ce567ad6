import type { StaffActor } from '../../access/actor'
import { auditStatement } from '../../audit/record'
import { atOnce, sql } from '../../db/client'
import { isId } from '../../ids'

/**
 * Whether a clinician has to do with a patient of their clinic now (SQL `actor_treats`): only then is there anything clinical to read. Who has
 * not goes to `/clinic/open/<patient>` and gives a reason.
 */
export async function isTreating(actor: StaffActor, patientId: string): Promise<boolean> {
  if (!isId(patientId)) return false
  const [rows] = await atOnce<[{ yes: boolean }[]]>(
    actor,
    sql`SELECT actor_treats(${patientId}::uuid) AS yes`,
  )
  return rows[0]?.yes === true
}

/** The same where a record's door is shown: that somebody stood before it and was not let in is in the log (security.md L1). */
export async function isLetIn(actor: StaffActor, patientId: string): Promise<boolean> {
  if (await isTreating(actor, patientId)) return true
  await atOnce(
    actor,
    auditStatement(actor, 'record.refused', {
      ...{ clinicId: actor.clinicId, subject: 'patient', subjectId: patientId, patientId },
      outcome: 'refused',
    }),
  )
  return false
}
