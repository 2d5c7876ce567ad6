import type { PatientActor, StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { asActor } from '../../db/client'
import { found } from '../../errors'
import { fileStore } from '../../files/store'
import { isId } from '../../ids'
import { open, openBytes } from '../../vault/seal'
import { mayOpenDocument } from '../policy'

/** A document as it is handed out. */
export type OpenedFile = { name: string; mediaType: string; bytes: Buffer }

/** Opens a document; audited before anything is unsealed. Refuses with `not_found` whatever is not the actor's to open. */
export async function readFile(actor: StaffActor | PatientActor, fileId: string): Promise<OpenedFile> {
  allow(isId(fileId))
  const { nameSealed, keySealed, mediaType } = await asActor(actor, async (tx) => {
    const row = found(
      await tx.patientFile.findUnique({
        where: { id: fileId },
        select: {
          ...{ clinicId: true, patientId: true, kind: true, mediaType: true },
          ...{ nameSealed: true, keySealed: true },
        },
      }),
    )
    allow(mayOpenDocument(actor, row))
    await record(tx, actor, 'file.opened', {
      ...{ clinicId: row.clinicId, patientId: row.patientId, subject: 'patient_file', subjectId: fileId },
    })
    return row
  })
  const bytes = await (await fileStore()).get(fileId)
  return {
    name: open(nameSealed, { table: 'patient_file', column: 'name_sealed', id: fileId }),
    mediaType,
    bytes: openBytes({ bytes, keySealed }, { table: 'patient_file', column: 'key_sealed', id: fileId }),
  }
}
