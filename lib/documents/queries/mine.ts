import type { PatientActor } from '../../access/actor'
import { record } from '../../audit/record'
import { asActor } from '../../db/client'
import { open } from '../../vault/seal'
import type { FileKind } from '../schema'
import { kindWords } from '../text'

/** A document of somebody the account acts for: one they gave, or one that was released to them. */
export type MyDocument = {
  id: string
  name: string
  says: string
  at: Date
  byPatient: boolean
  mediaType: string
  byteCount: number
  clinic: { name: string; timeZone: string }
  patientName: string
}
/** `next`: where the next page begins. */
export type MyDocumentPage = { items: MyDocument[]; next: string | null }

const PAGE = 30

/** The documents that the account may open, newest first; audited for each person they are of. `after`: the id of the last one seen. */
export function readMyDocuments(actor: PatientActor, after?: string): Promise<MyDocumentPage> {
  return asActor(actor, async (tx) => {
    const rows = await tx.patientFile.findMany({
      where: after ? { id: { lt: after } } : {},
      select: columns,
      orderBy: { id: 'desc' },
      take: PAGE + 1,
    })
    const shown = rows.slice(0, PAGE)
    for (const { clinicId, patientId } of one(shown, (row) => `${row.clinicId} ${row.patientId}`))
      await record(tx, actor, 'documents.viewed', {
        ...{ clinicId, patientId, subject: 'patient', subjectId: patientId },
      })
    return {
      next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
      items: shown.map(toMine),
    }
  })
}

const columns = {
  ...{ id: true, kind: true, createdAt: true, byPatient: true, mediaType: true, byteCount: true },
  ...{ nameSealed: true, clinicId: true, patientId: true },
  clinic: { select: { name: true, timeZone: true } },
  patient: { select: { firstName: true, lastName: true } },
} as const

type Row = Pick<MyDocument, 'id' | 'byPatient' | 'mediaType' | 'byteCount' | 'clinic'> & {
  kind: FileKind
  createdAt: Date
  nameSealed: string
  patient: { firstName: string; lastName: string }
}

function toMine({ id, kind, createdAt, nameSealed, patient, ...row }: Row): MyDocument {
  const { byPatient, mediaType, byteCount, clinic } = row
  return {
    ...{ id, byPatient, mediaType, byteCount, clinic },
    name: open(nameSealed, { table: 'patient_file', column: 'name_sealed', id }),
    says: kindWords(kind),
    at: createdAt,
    patientName: `${patient.firstName} ${patient.lastName}`,
  }
}

/** Where a document can be given: each person the account acts for, at each clinic that knows them. `value`: as the form sends it. */
export type Destination = { value: string; clinicName: string; patientName: string }

/** Every destination of the account. */
export function listDestinations(actor: PatientActor): Promise<Destination[]> {
  return asActor(actor, async (tx) => {
    const rows = await tx.patientRegistration.findMany({
      select: { clinicId: true, patientId: true, patient: { select: { firstName: true, lastName: true } } },
      orderBy: { createdAt: 'asc' },
    })
    const clinics = await tx.clinic.findMany({
      where: { id: { in: rows.map(({ clinicId }) => clinicId) } },
      select: { id: true, name: true },
    })
    const names = new Map(clinics.map(({ id, name }) => [id, name]))
    return rows.map(({ clinicId, patientId, patient }) => ({
      value: `${clinicId} ${patientId}`,
      clinicName: names.get(clinicId) ?? '',
      patientName: `${patient.firstName} ${patient.lastName}`,
    }))
  })
}

function one<T>(rows: readonly T[], keyOf: (row: T) => string): T[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()]
}
