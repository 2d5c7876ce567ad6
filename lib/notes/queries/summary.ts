import type { PatientActor, StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { asActor, type Tx } from '../../db/client'
import { open } from '../../vault/seal'
import { mayReadNotes } from '../policy'

/** What a patient may read of a visit. */
export type Summary = { text: string; releasedAt: Date }

/** The summaries released of a visit, opened for its patient or who acts for them. That they were read is in the log before they are unsealed. */
export async function readMySummaries(actor: PatientActor, bookingId: string): Promise<Summary[]> {
  return asActor(actor, async (tx) => {
    const rows = await released(tx, { bookingId })
    const [first] = rows
    if (first)
      await record(tx, actor, 'summary.read', {
        ...{ clinicId: first.clinicId, subject: 'booking', subjectId: bookingId, patientId: first.patientId },
      })
    return rows.map(opened)
  })
}

/** What the patient reads of the visit of a note, or null. That it was read is in the log. */
export async function readSummary(
  actor: StaffActor,
  note: { id: string; clinicId: string; patient: { id: string } },
): Promise<Summary | null> {
  allow(mayReadNotes(actor, note.clinicId))
  return asActor(actor, async (tx) => {
    const [row] = await released(tx, { noteId: note.id })
    if (!row) return null
    await record(tx, actor, 'summary.read', {
      ...{ clinicId: note.clinicId, subject: 'note', subjectId: note.id, patientId: note.patient.id },
    })
    return opened(row)
  })
}

function released(tx: Tx, of: { bookingId: string } | { noteId: string }) {
  return tx.visitSummary.findMany({
    where: { ...of, withdrawnAt: null },
    select: { id: true, clinicId: true, patientId: true, textSealed: true, releasedAt: true },
    orderBy: { releasedAt: 'asc' },
  })
}

function opened({
  id,
  textSealed,
  releasedAt,
}: {
  id: string
  textSealed: string
  releasedAt: Date
}): Summary {
  return { releasedAt, text: open(textSealed, { table: 'visit_summary', column: 'text_sealed', id }) }
}
