import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { mayPlanAhead } from '../../booking/policy'
import { now } from '../../clock'
import { asActor, type Tx } from '../../db/client'
import { found } from '../../errors'
import { newId } from '../../ids'
import { localDate } from '../../time'
import { dueOn } from '../rules'
import type { CloseFollowUpInput, NoteContent } from '../schema'

type SignedNote = {
  id: string
  clinicId: string
  patientId: string
  bookingId: string
  booking: { startsAt: Date; location: { timeZone: string } }
}

/** What a note that is being signed says of another visit, for reception to book: when, not why. */
export async function suggestFollowUp(
  tx: Tx,
  actor: StaffActor,
  { id: noteId, clinicId, patientId, bookingId, booking }: SignedNote,
  followUp: NoteContent['followUp'],
): Promise<void> {
  const due = dueOn(localDate(booking.startsAt, booking.location.timeZone), followUp)
  if (!due) return
  const id = newId()
  await tx.followUp.createMany({
    data: { id, clinicId, patientId, bookingId, noteId, dueOn: new Date(due), createdAt: now() },
  })
  await record(tx, actor, 'followUp.suggested', { clinicId, patientId, subject: 'followUp', subjectId: id })
}

/** Takes a suggested visit off the list, because nobody is to come. Refuses `not_found` where it is closed already. */
export async function closeFollowUp(actor: StaffActor, { followUpId }: CloseFollowUpInput): Promise<void> {
  const { clinicId, accountId } = actor
  allow(mayPlanAhead(actor, clinicId))
  await asActor(actor, async (tx) => {
    const where = { id: followUpId, clinicId, closedAt: null }
    const { patientId } = found(await tx.followUp.findFirst({ where, select: { patientId: true } }))
    await tx.followUp.updateMany({ where, data: { closedAt: now(), closedBy: accountId } })
    const subject = { subject: 'followUp', subjectId: followUpId }
    await record(tx, actor, 'followUp.closed', { clinicId, patientId, ...subject })
  })
}
