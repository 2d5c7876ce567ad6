import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { found, refuseUnless } from '../../errors'
import { newId } from '../../ids'
import { seal } from '../../vault/seal'
import { mayReleaseSummary } from '../policy'
import type { ReleaseSummaryInput, WithdrawSummaryInput } from '../schema'
import { deedOf } from './write'

/**
 * Gives the patient words about a visit whose note is signed; from then on they stand in the patient's own pages. A summary that was released
 * before is taken back. Refuses `not_in_this_state` while the note is a draft.
 */
export async function releaseSummary(
  actor: StaffActor,
  { noteId, text }: ReleaseSummaryInput,
): Promise<{ noteId: string }> {
  const { clinicId, accountId: releasedBy } = actor
  allow(mayReleaseSummary(actor, clinicId))
  return asActor(actor, async (tx) => {
    const note = found(await tx.note.findFirst({ where: { id: noteId, clinicId }, select: columns }))
    refuseUnless(note.state === 'signed', 'not_in_this_state')
    const { patientId, bookingId } = note
    const releasedAt = now()
    await tx.visitSummary.updateMany({
      where: { noteId, withdrawnAt: null },
      data: { withdrawnAt: releasedAt },
    })
    const id = newId()
    const textSealed = seal(text, { table: 'visit_summary', column: 'text_sealed', id })
    await tx.visitSummary.createMany({
      data: { id, clinicId, patientId, bookingId, noteId, textSealed, releasedBy, releasedAt },
    })
    await record(tx, actor, 'summary.released', { ...deedOf(note), detail: { summaryId: id } })
    return { noteId }
  })
}

/** Takes the summary of a visit back: the patient reads it no more. Refuses `not_found` where none is released. */
export async function withdrawSummary(
  actor: StaffActor,
  { noteId }: WithdrawSummaryInput,
): Promise<{ noteId: string }> {
  const { clinicId } = actor
  allow(mayReleaseSummary(actor, clinicId))
  return asActor(actor, async (tx) => {
    const note = found(await tx.note.findFirst({ where: { id: noteId, clinicId }, select: columns }))
    const where = { noteId, withdrawnAt: null }
    const { count } = await tx.visitSummary.updateMany({ where, data: { withdrawnAt: now() } })
    refuseUnless(count === 1, 'not_found')
    await record(tx, actor, 'summary.withdrawn', deedOf(note))
    return { noteId }
  })
}

const columns = { id: true, clinicId: true, patientId: true, bookingId: true, state: true } as const
