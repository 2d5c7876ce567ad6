import type { StaffActor } from '../../access/actor'
import { record } from '../../audit/record'
import { asActor, type Tx } from '../../db/client'
import { refusal } from '../../errors'
import { isId } from '../../ids'
import { keyedDigest, open } from '../../vault/seal'
import { mayReadNotes } from '../policy'
import type { AddendumContent } from '../rules'
import type { NoteContent } from '../schema'

/** A note opened. `savedAt`, `signedAt`, `writtenAt` are instants; `booking.timeZone` says how to print them. `bornOn`: 'YYYY-MM-DD'. */
export type NoteRecord = {
  id: string
  clinicId: string
  version: number
  state: 'draft' | 'signed'
  content: NoteContent
  savedAt: Date
  handedOverAt: Date | null
  authorId: string
  authorName: string
  signedAt: Date | null
  signerName: string | null
  /** For the author of a draft: their part of the key under which their browser keeps what is not saved yet. */
  draftKey: string | null
  /** The first letters of the hash, by which a print can be told from another. */
  seal: string | null
  addenda: (AddendumContent & { id: string; authorName: string; writtenAt: Date })[]
  patient: { id: string; number: string; name: string; bornOn: string }
  booking: {
    id: string
    reference: string
    startsAt: Date
    timeZone: string
    serviceName: string
    practitionerName: string
  }
}

/**
 * Opens a note. That it was read is in the log before anything is unsealed, in one transaction; that somebody was refused is in the log too
 * (security.md L1). Refuses `not_found`.
 */
export async function readNote(
  actor: StaffActor,
  noteId: string,
  deed: 'note.read' | 'note.printed' = 'note.read',
): Promise<NoteRecord> {
  const note =
    isId(noteId) && mayReadNotes(actor, actor.clinicId)
      ? await asActor(actor, (tx) => readIn(tx, actor, noteId, deed))
      : null
  if (note) return note
  await asActor(actor, (tx) =>
    record(tx, actor, deed, {
      clinicId: actor.clinicId,
      subject: 'note',
      subjectId: isId(noteId) ? noteId : null,
      outcome: 'refused',
    }),
  )
  throw refusal('not_found')
}

/** The patient's last signed note of the clinic before a visit, opened and in the log as any other; null where there is none. */
export async function readLastNote(
  actor: StaffActor,
  { id, patient, booking }: Pick<NoteRecord, 'id' | 'patient' | 'booking'>,
): Promise<NoteRecord | null> {
  const last = await asActor(actor, (tx) =>
    tx.note.findFirst({
      where: {
        ...{ id: { not: id }, clinicId: actor.clinicId, patientId: patient.id, state: 'signed' },
        booking: { startsAt: { lte: booking.startsAt } },
      },
      select: { id: true },
      orderBy: [{ booking: { startsAt: 'desc' } }, { signedAt: 'desc' }],
    }),
  )
  return last && readNote(actor, last.id)
}

async function readIn(
  tx: Tx,
  actor: StaffActor,
  id: string,
  deed: 'note.read' | 'note.printed',
): Promise<NoteRecord | null> {
  const row = await tx.note.findFirst({ where: { id, clinicId: actor.clinicId }, select: noteColumns })
  if (!row) return null
  await record(tx, actor, deed, {
    clinicId: row.clinicId,
    subject: 'note',
    subjectId: id,
    patientId: row.patient.id,
  })
  const { contentSealed, contentHash, addenda, signedBy, ...facts } = row
  const { firstName, lastName, dateOfBirth, ...patient } = row.patient
  const { service, practitioner, location, ...booking } = row.booking
  const names = await namesOf(tx, [row.authorId, signedBy, ...addenda.map((it) => it.authorId)])
  const text = open(contentSealed, { table: 'note', column: 'content_sealed', id })
  return {
    ...facts,
    content: row.state === 'signed' ? contentIn<NoteContent>(text) : (JSON.parse(text) as NoteContent),
    authorName: names(row.authorId),
    signerName: signedBy && names(signedBy),
    draftKey:
      row.authorId === actor.accountId ? keyedDigest('local draft', `${actor.accountId} ${id}`) : null,
    seal: contentHash && Buffer.from(contentHash).toString('hex').slice(0, 16),
    addenda: addenda.map(({ textSealed, authorId, ...addendum }) => ({
      ...addendum,
      ...contentIn<AddendumContent>(
        open(textSealed, { table: 'note_addendum', column: 'text_sealed', id: addendum.id }),
      ),
      authorName: names(authorId),
    })),
    patient: {
      ...patient,
      name: `${firstName} ${lastName}`,
      bornOn: dateOfBirth.toISOString().slice(0, 10),
    },
    booking: {
      ...booking,
      timeZone: location.timeZone,
      serviceName: service.name,
      practitionerName: practitioner.name,
    },
  }
}

const contentIn = <Content>(canonical: string) => (JSON.parse(canonical) as { content: Content }).content

const noteColumns = {
  id: true,
  clinicId: true,
  version: true,
  state: true,
  contentSealed: true,
  contentHash: true,
  savedAt: true,
  handedOverAt: true,
  authorId: true,
  signedBy: true,
  signedAt: true,
  addenda: {
    select: { id: true, authorId: true, writtenAt: true, textSealed: true },
    orderBy: { id: 'asc' },
  },
  patient: { select: { id: true, number: true, firstName: true, lastName: true, dateOfBirth: true } },
  booking: {
    select: {
      id: true,
      reference: true,
      startsAt: true,
      service: { select: { name: true } },
      practitioner: { select: { name: true } },
      location: { select: { timeZone: true } },
    },
  },
} as const

async function namesOf(tx: Tx, accountIds: (string | null)[]): Promise<(id: string) => string> {
  const ids = [...new Set(accountIds.filter((id) => id !== null))]
  const rows = await tx.account.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? 'Somebody who has left'
}
