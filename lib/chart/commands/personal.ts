import type { StaffActor } from '../../access/actor'
import { record } from '../../audit/record'
import { asActor } from '../../db/client'
import type { PersonalInput } from '../schema'
import { patientToWriteOn } from './write'

/** Keeps a patient's sex as recorded at birth and their pronouns; what is left empty is not recorded. Audited. */
export async function savePersonal(actor: StaffActor, input: PersonalInput): Promise<void> {
  const { patientId, sex = null, pronouns = null } = input
  await asActor(actor, async (tx) => {
    await patientToWriteOn(tx, actor, patientId)
    await tx.patient.updateMany({ where: { id: patientId }, data: { sex, pronouns } })
    await record(tx, actor, 'patient.changed', {
      ...{ clinicId: actor.clinicId, patientId, subject: 'patient', subjectId: patientId },
      detail: { fields: ['sex', 'pronouns'] },
    })
  })
}
