import type { PatientActor, StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { asActor } from '../../db/client'
import { found, Refusal, refusal } from '../../errors'
import { type PutAway, putAway, type Upload } from '../../files/put-away'
import { mayAddDocument, mayReleaseDocument } from '../policy'
import type { AddDocumentInput, GiveDocumentInput } from '../schema'
import { keepFile } from './keep'

/** What was added, and to whose documents. */
export type Added = { id: string; patientId: string }

type Whose = { clinicId: string; patientId: string }

/** Staff add a document to a patient of their clinic. Refuses with a `file_…` code, and with `not_allowed` to release what they may not open. */
export async function addDocument(
  actor: StaffActor,
  { patientId, kind, release }: AddDocumentInput,
  { file }: Record<string, Upload | undefined>,
): Promise<Added> {
  const whose = { clinicId: actor.clinicId, patientId }
  allow(mayAddDocument(actor, actor.clinicId), 'known')
  allow(!release || mayReleaseDocument(actor, { clinicId: actor.clinicId, kind }), 'known')
  const safe = await putAwayFor(actor, whose, file)
  return asActor(actor, async (tx) => {
    const { id } = await keepFile(tx, actor, { ...whose, kind, file: safe, released: release === 'on' })
    return { id, patientId }
  })
}

/** Somebody gives a document to a clinic of theirs, for themselves or for whom they act. Refuses as above. */
export async function giveDocument(
  actor: PatientActor,
  { to, kind }: GiveDocumentInput,
  { file }: Record<string, Upload | undefined>,
): Promise<Added> {
  allow(mayAddDocument(actor, to.clinicId))
  const safe = await putAwayFor(actor, to, file)
  return asActor(actor, async (tx) => {
    const { id } = await keepFile(tx, actor, { ...to, kind, file: safe })
    return { id, patientId: to.patientId }
  })
}

/** Puts the file away for somebody who is a patient there. One that is not taken is told to the audit log too, by its code. */
async function putAwayFor(
  actor: StaffActor | PatientActor,
  { clinicId, patientId }: Whose,
  upload: Upload | undefined,
): Promise<PutAway> {
  await asActor(actor, async (tx) =>
    found(
      await tx.patientRegistration.findUnique({
        where: { clinicId_patientId: { clinicId, patientId } },
        select: { clinicId: true },
      }),
    ),
  )
  if (!upload) throw refusal('invalid_input', { file: 'Choose a file' })
  try {
    return await putAway(actor, upload)
  } catch (error) {
    if (error instanceof Refusal && error.code.startsWith('file_'))
      await asActor(actor, (tx) =>
        record(tx, actor, 'file.refused', {
          ...{ clinicId, patientId, subject: 'patient_file', outcome: 'refused' },
          detail: { code: error.code },
        }),
      )
    throw error
  }
}
