import type { PatientActor, StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { found } from '../../errors'
import { mayKeepActing } from '../policy'
import type { EndActingInput } from '../schema'

/**
 * Ends what somebody may do for a patient, from now on: said by the patient, by whoever acts, or by staff of a clinic of the patient. Refuses
 * `not_found` where it has ended or is not theirs to end; one's own record only staff take away.
 */
export async function endActing(
  actor: PatientActor | StaffActor,
  { accessId }: EndActingInput,
): Promise<void> {
  if (actor.kind === 'staff') allow(mayKeepActing(actor, actor.clinicId))
  await asActor(actor, async (tx) => {
    const [row] = await tx.$queryRaw<{ patient_id: string | null }[]>`
      SELECT end_acting(${accessId}::uuid, ${now()}) AS patient_id`
    await record(tx, actor, 'acting.ended', {
      clinicId: actor.kind === 'staff' ? actor.clinicId : null,
      subject: 'patient_access',
      subjectId: accessId,
      patientId: found(row?.patient_id),
    })
  })
}
