import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { now } from '../../clock'
import type { Tx } from '../../db/client'
import { found, refuseUnless } from '../../errors'
import { newId } from '../../ids'
import { seal } from '../../vault/seal'
import { mayWriteChart } from '../policy'
import type { Section, Written } from '../schema'

/** The patient whose chart is to be written on. Refuses `not_allowed`, and `not_found` where the clinic has none such, or the actor treats them not. */
export async function patientToWriteOn(
  tx: Tx,
  actor: StaffActor,
  patientId: string,
): Promise<{ bornOn: string }> {
  allow(mayWriteChart(actor, actor.clinicId), 'known')
  const [patient] = await tx.$queryRaw<{ bornOn: string }[]>`
    SELECT p.date_of_birth::text AS "bornOn" FROM patient p
    JOIN patient_registration r ON r.patient_id = p.id AND r.clinic_id = ${actor.clinicId}::uuid
    WHERE p.id = ${patientId}::uuid AND p.deleted_at IS NULL AND actor_treats(p.id)`
  return found(patient)
}

type New = Written & {
  patientId: string
  isConfidential?: boolean
  /** When it was so, where that is not now. */
  at?: Date
  replacesId?: string | undefined
  proposalId?: string
}

/** Writes an entry, sealed. Returns its id. */
export async function writeEntry(tx: Tx, actor: StaffActor, entry: New): Promise<string> {
  const { section, content, patientId, isConfidential, at = now(), replacesId, proposalId } = entry
  const id = newId()
  await tx.chartEntry.createMany({
    data: {
      ...{ id, clinicId: actor.clinicId, patientId, section, at, recordedAt: now() },
      ...{ recordedBy: actor.accountId, replacesId: replacesId ?? null, proposalId: proposalId ?? null },
      visibility: section === 'private_note' ? 'private' : isConfidential ? 'confidential' : 'team',
      contentSealed: seal(JSON.stringify(content), { table: 'chart_entry', column: 'content_sealed', id }),
    },
  })
  return id
}

type Closing = {
  patientId: string
  entryId: string
  /** Only where it is in this section. */
  section?: Section
  state: 'ended' | 'replaced' | 'entered_in_error'
  reason?: string | undefined
}

/** Closes an entry that is current. Refuses `entry_changed` where somebody was quicker. */
export async function closeIn(tx: Tx, actor: StaffActor, closing: Closing): Promise<void> {
  const { patientId, entryId: id, section, state, reason } = closing
  const { count } = await tx.chartEntry.updateMany({
    where: { id, clinicId: actor.clinicId, patientId, state: 'current', ...(section && { section }) },
    data: {
      ...{ state, closedAt: now(), closedBy: actor.accountId },
      ...(reason && {
        closingSealed: seal(JSON.stringify({ reason }), {
          table: 'chart_entry',
          column: 'closing_sealed',
          id,
        }),
      }),
    },
  })
  refuseUnless(count === 1, 'entry_changed')
}
