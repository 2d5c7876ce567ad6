import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor, type Tx } from '../../db/client'
import { found, Refusal, refusal, refuseUnless } from '../../errors'
import { newId } from '../../ids'
import { printTimeOfDay } from '../../time'
import { seal } from '../../vault/seal'
import { mayChangeDraft, mayWriteNotes } from '../policy'
import { readNote } from '../queries/note'
import { canBeNoted, isSameContent } from '../rules'
import {
  emptyNote,
  type NoteContent,
  type NoteStepInput,
  type SavedNote,
  type SaveNoteForm,
  type SaveNoteInput,
  type StartNoteInput,
  type Theirs,
} from '../schema'

/**
 * Opens the actor's note of a booking, made on the first call: one of each author's, whoever asks twice or at once. Refuses
 * `not_in_this_state` where nobody is or was to be seen.
 */
export async function startNote(
  actor: StaffActor,
  { bookingId }: StartNoteInput,
): Promise<{ noteId: string }> {
  allow(mayWriteNotes(actor, actor.clinicId))
  return asActor(actor, async (tx) => {
    const booking = found(
      await tx.booking.findFirst({
        where: { id: bookingId, clinicId: actor.clinicId },
        select: { patientId: true, status: true },
      }),
    )
    const { patientId, status } = booking
    refuseUnless(canBeNoted(status), 'not_in_this_state')
    const id = newId()
    const at = now()
    const mine = { bookingId, authorId: actor.accountId }
    const { count } = await tx.note.createMany({
      data: {
        ...{ id, clinicId: actor.clinicId, patientId, ...mine, createdAt: at, savedAt: at },
        contentSealed: sealNote(id, JSON.stringify(emptyNote)),
      },
      // The unique key decides between two at once.
      skipDuplicates: true,
    })
    if (count === 0)
      return { noteId: found(await tx.note.findFirst({ where: mine, select: { id: true } })).id }
    await record(tx, actor, 'note.started', deedOf({ id, clinicId: actor.clinicId, patientId }))
    return { noteId: id }
  })
}

/**
 * Saves a draft whole, on the version that its page had. A stale save is refused (`note_changed`) and shown what stands there, so that both
 * texts are there to choose from (security.md N3); one that says what is there already is none. Saving takes a draft back that was
 * handed over. Refuses `note_signed`.
 */
export async function saveNote(actor: StaffActor, input: SaveNoteInput): Promise<SavedNote> {
  const { noteId, version, ...content } = input
  const at = now()
  const saved = await asActor(actor, async (tx) => {
    const note = await draftOf(tx, actor, noteId)
    allow(mayChangeDraft(actor, note))
    if (note.version !== version) return null
    const isMine = await swapDraft(tx, noteId, version, {
      contentSealed: sealNote(noteId, JSON.stringify(content)),
      savedAt: at,
      handedOverAt: null,
    })
    if (!isMine) return null
    await record(tx, actor, 'note.saved', deedOf(note))
    return { noteId, version: version + 1, savedAt: printTimeOfDay(at, note.booking.location.timeZone) }
  })
  return saved ?? (await sameOrStale(actor, noteId, content))
}

/** The same from the form without script, whatever is to come after it. */
export async function saveNoteFromForm(
  actor: StaffActor,
  { next: _, ...input }: SaveNoteForm,
): Promise<SavedNote> {
  return saveNote(actor, input)
}

/** Gives a draft to whoever signs; its author may still take it back by writing on. Refuses `note_changed`, `note_signed`. */
export async function handOverNote(
  actor: StaffActor,
  { noteId, version }: NoteStepInput,
): Promise<{ noteId: string }> {
  return asActor(actor, async (tx) => {
    const note = await draftOf(tx, actor, noteId)
    allow(mayChangeDraft(actor, note))
    refuseUnless(await swapDraft(tx, noteId, version, { handedOverAt: now() }), 'note_changed')
    await record(tx, actor, 'note.handedOver', deedOf(note))
    return { noteId }
  })
}

/** The note and what a command has to know of it. Refuses `not_found`, `note_signed`. */
export async function draftOf(tx: Tx, actor: StaffActor, noteId: string) {
  const note = found(
    await tx.note.findFirst({ where: { id: noteId, clinicId: actor.clinicId }, select: draftColumns }),
  )
  refuseUnless(note.state === 'draft', 'note_signed')
  return note
}

const draftColumns = {
  id: true,
  clinicId: true,
  patientId: true,
  bookingId: true,
  authorId: true,
  version: true,
  state: true,
  handedOverAt: true,
  contentSealed: true,
  booking: { select: { startsAt: true, location: { select: { timeZone: true } } } },
} as const

type Change = Parameters<Tx['note']['updateMany']>[0]['data']

/** Changes a draft that is still at this version, and raises it. */
export async function swapDraft(tx: Tx, id: string, version: number, data: Change): Promise<boolean> {
  const { count } = await tx.note.updateMany({
    where: { id, version, state: 'draft' },
    data: { ...data, version: version + 1 },
  })
  return count === 1
}

/** What the log says of any deed on a note. */
export function deedOf({ id, clinicId, patientId }: { id: string; clinicId: string; patientId: string }) {
  return { clinicId, subject: 'note', subjectId: id, patientId }
}

export function sealNote(id: string, text: string): string {
  return seal(text, { table: 'note', column: 'content_sealed', id })
}

/** An answer that got lost, or a save that lost: reading what stands there is in the log like any other. */
async function sameOrStale(actor: StaffActor, noteId: string, mine: NoteContent): Promise<SavedNote> {
  const theirs = await readNote(actor, noteId)
  if (theirs.state === 'signed') throw refusal('note_signed')
  const { version, content } = theirs
  const savedAt = printTimeOfDay(theirs.savedAt, theirs.booking.timeZone)
  if (isSameContent(mine, content)) return { noteId, version, savedAt }
  throw new Refusal('note_changed', {}, {}, { version, content, savedAt } satisfies Theirs)
}
