import { type Actor, accountIdOf } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { now } from '../../clock'
import type { Tx } from '../../db/client'
import { refuseUnless } from '../../errors'
import type { PutAway } from '../../files/put-away'
import { mayAddDocument } from '../policy'
import type { FileKind } from '../schema'

/** Which file is kept, as what, for whom. `released`: the patient may open it though staff added it. */
export type Kept = { clinicId: string; patientId: string; kind: FileKind; file: PutAway; released?: boolean }

/**
 * Makes a document of a patient out of a file that was put away, in the transaction of the deed it belongs to; audited. Whoever put it away
 * keeps it, once: else refuses with `not_found`. Refuses with `files_full` where patients themselves have given as much as may be.
 */
export async function keepFile(
  tx: Tx,
  actor: Actor,
  { clinicId, patientId, kind, file, released }: Kept,
): Promise<{ id: string; mediaType: string; byteCount: number }> {
  allow(mayAddDocument(actor, clinicId))
  const { id, mediaType, byteCount, sha256, nameSealed, keySealed } = file
  const { count } = await tx.fileUpload.deleteMany({ where: { id } })
  refuseUnless(count === 1, 'not_found')
  await tx.patientFile.createMany({
    data: {
      ...{ id, clinicId, patientId, kind, mediaType, byteCount, sha256, nameSealed, keySealed },
      byPatient: actor.kind !== 'staff',
      createdAt: now(),
      createdByAccountId: accountIdOf(actor),
      releasedAt: released ? now() : null,
    },
  })
  await record(tx, actor, 'file.kept', {
    ...{ clinicId, patientId, subject: 'patient_file', subjectId: id },
    detail: { kind, released: released ?? false },
  })
  return { id, mediaType, byteCount }
}
