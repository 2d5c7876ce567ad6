import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { found } from '../../errors'
import { mayReleaseDocument } from '../policy'
import type { ReleaseInput } from '../schema'

/** Lets the patient open a document that staff added, or takes that back. Refuses with `not_found`. */
export async function releaseDocument(
  actor: StaffActor,
  { fileId, release }: ReleaseInput,
): Promise<{ patientId: string }> {
  return asActor(actor, async (tx) => {
    const { patientId, ...file } = found(
      await tx.patientFile.findFirst({
        where: { id: fileId, byPatient: false },
        select: { clinicId: true, patientId: true, kind: true },
      }),
    )
    allow(mayReleaseDocument(actor, file))
    const releasedAt = release === 'yes' ? now() : null
    await tx.patientFile.updateMany({ where: { id: fileId }, data: { releasedAt } })
    await record(tx, actor, releasedAt ? 'file.released' : 'file.takenBack', {
      ...{ clinicId: file.clinicId, patientId, subject: 'patient_file', subjectId: fileId },
    })
    return { patientId }
  })
}
