import { createHash, randomBytes } from 'node:crypto'
import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { requireProof } from '../../access/proof'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { found, refuseUnless } from '../../errors'
import { newId } from '../../ids'
import { open, seal } from '../../vault/seal'
import { maySignNote, mayWriteNotes } from '../policy'
import { canonicalAddendum, canonicalNote, isEmptyNote } from '../rules'
import type { AddendumInput, NoteContent, SignNoteInput } from '../schema'
import { suggestFollowUp } from './follow-up'
import { deedOf, draftOf, sealNote, swapDraft } from './write'

/**
 * Signs a draft: what was on the page (`version`) is hashed, sealed and locked for good (security.md N4). The hash is in the log too, which is
 * chained. Refuses `proof_required` where the password was typed too long ago, `note_changed`, `note_signed`, `note_empty`.
 */
export async function signNote(
  actor: StaffActor,
  { noteId, version, password }: SignNoteInput,
): Promise<{ noteId: string }> {
  // Whoever may not sign is not asked for a password.
  await asActor(actor, async (tx) => allow(maySignNote(actor, await draftOf(tx, actor, noteId))))
  await requireProof(actor, password)
  return asActor(actor, async (tx) => {
    const note = await draftOf(tx, actor, noteId)
    allow(maySignNote(actor, note))
    refuseUnless(note.version === version, 'note_changed')
    const content = JSON.parse(
      open(note.contentSealed, { table: 'note', column: 'content_sealed', id: noteId }),
    ) as NoteContent
    refuseUnless(!isEmptyNote(content), 'note_empty')
    const signedAt = now()
    const { clinicId, patientId, bookingId, authorId } = note
    const signedBy = actor.accountId
    const facts = { noteId, clinicId, patientId, bookingId, authorId, signedBy }
    const text = canonicalNote({ ...facts, signedAt: signedAt.toISOString() }, content, newSalt())
    const contentHash = hashOf(text)
    const signature = { state: 'signed', signedBy, signedAt, contentHash } as const
    const isSwapped = await swapDraft(tx, noteId, version, {
      contentSealed: sealNote(noteId, text),
      ...signature,
    })
    refuseUnless(isSwapped, 'note_changed')
    await suggestFollowUp(tx, actor, note, content.followUp)
    await record(tx, actor, 'note.signed', {
      ...deedOf(note),
      detail: { hash: contentHash.toString('hex'), authorId },
    })
    return { noteId }
  })
}

/** Adds to a signed note, with a reason; what is there stays as it is. Refuses `not_in_this_state` while it is a draft. */
export async function addAddendum(
  actor: StaffActor,
  { noteId, reason, text }: AddendumInput,
): Promise<{ noteId: string }> {
  allow(mayWriteNotes(actor, actor.clinicId))
  return asActor(actor, async (tx) => {
    const { clinicId, accountId: authorId } = actor
    const note = found(
      await tx.note.findFirst({
        where: { id: noteId, clinicId },
        select: { id: true, clinicId: true, patientId: true, state: true },
      }),
    )
    refuseUnless(note.state === 'signed', 'not_in_this_state')
    const id = newId()
    const writtenAt = now()
    const facts = { addendumId: id, noteId, clinicId, authorId, writtenAt: writtenAt.toISOString() }
    const canonical = canonicalAddendum(facts, { reason, text }, newSalt())
    const contentHash = hashOf(canonical)
    const textSealed = seal(canonical, { table: 'note_addendum', column: 'text_sealed', id })
    await tx.noteAddendum.createMany({
      data: { id, clinicId, noteId, authorId, writtenAt, textSealed, contentHash },
    })
    await record(tx, actor, 'note.addendumAdded', {
      ...deedOf(note),
      detail: { addendumId: id, hash: contentHash.toString('hex') },
    })
    return { noteId }
  })
}

const hashOf = (text: string) => createHash('sha256').update(text).digest()
const newSalt = () => randomBytes(16).toString('hex')
