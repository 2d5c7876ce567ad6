import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { asActor, type Tx } from '../../db/client'
import { isId } from '../../ids'
import { open } from '../../vault/seal'
import { mayReleaseDocument, maySeeDocuments } from '../policy'
import type { FileKind } from '../schema'
import { kindWords } from '../text'

/** A document, without its name. `says`: what it is, in words. */
export type FileSummary = {
  id: string
  kind: FileKind
  says: string
  at: Date
  byPatient: boolean
  isReleased: boolean
  mediaType: string
  byteCount: number
}

/** The documents of a patient that the actor may open, newest first, for what stands beside them in time. Refuses with `not_found`. */
export function listFilesOf(actor: StaffActor, patientId: string): Promise<FileSummary[]> {
  allow(maySeeDocuments(actor, actor.clinicId) && isId(patientId))
  return asActor(actor, async (tx) => (await rowsOf(tx, actor, patientId)).map(toSummary))
}

/** A document in the list of them. */
export type DocumentLine = FileSummary & { name: string; addedBy: string | null; mayRelease: boolean }
/** `next`: where the next page begins. */
export type DocumentPage = { items: DocumentLine[]; next: string | null }

const PAGE = 30

/** The same with their names and who added them, a page at a time; audited. `after`: the id of the last one seen. */
export function readDocumentsOf(actor: StaffActor, patientId: string, after?: string): Promise<DocumentPage> {
  allow(maySeeDocuments(actor, actor.clinicId) && isId(patientId))
  return asActor(actor, async (tx) => {
    const rows = await rowsOf(tx, actor, patientId, PAGE + 1, after)
    await record(tx, actor, 'documents.viewed', {
      ...{ clinicId: actor.clinicId, patientId, subject: 'patient', subjectId: patientId },
    })
    const shown = rows.slice(0, PAGE)
    return {
      next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
      items: shown.map((row) => ({
        ...toSummary(row),
        name: open(row.nameSealed, { table: 'patient_file', column: 'name_sealed', id: row.id }),
        addedBy: row.byPatient ? null : (row.createdBy?.name ?? null),
        mayRelease: !row.byPatient && mayReleaseDocument(actor, { clinicId: actor.clinicId, kind: row.kind }),
      })),
    }
  })
}

const MOST = 500

function rowsOf(tx: Tx, { clinicId }: StaffActor, patientId: string, take = MOST, after?: string) {
  return tx.patientFile.findMany({
    where: { clinicId, patientId, ...(after && { id: { lt: after } }) },
    select: columns,
    orderBy: { id: 'desc' },
    take,
  })
}

const columns = {
  ...{ id: true, kind: true, createdAt: true, byPatient: true, releasedAt: true, mediaType: true },
  ...{ byteCount: true, nameSealed: true, createdBy: { select: { name: true } } },
} as const

type Row = Omit<FileSummary, 'says' | 'at' | 'isReleased'> & { createdAt: Date; releasedAt: Date | null }

function toSummary({ id, kind, createdAt, byPatient, releasedAt, mediaType, byteCount }: Row): FileSummary {
  const isReleased = byPatient || releasedAt !== null
  return { id, kind, says: kindWords(kind), at: createdAt, byPatient, isReleased, mediaType, byteCount }
}
