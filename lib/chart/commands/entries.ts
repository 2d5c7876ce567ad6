import type { StaffActor } from '../../access/actor'
import { record } from '../../audit/record'
import { asActor } from '../../db/client'
import { found, refuseUnless } from '../../errors'
import { canBeConfidential, canChange, canEnd, type Tab, tabWith } from '../rules'
import type { CloseEntryInput, EntryInput, Written } from '../schema'
import { closeIn, patientToWriteOn, writeEntry } from './write'

/** What was written, and on which page of the chart it is. */
export type Saved = { entryId: string; tab: Tab }

/**
 * Puts an entry on the chart, or a better wording in the place of one that is there, which stays to be looked up; audited. Refuses
 * `entry_changed` where somebody has changed or ended that one meanwhile, and `has_allergies` where no known allergies are to be said of
 * somebody who has some.
 */
export async function saveEntry(actor: StaffActor, input: EntryInput): Promise<Saved> {
  const { patientId, section, replacesId, isConfidential, ...content } = input
  return asActor(actor, async (tx) => {
    await patientToWriteOn(tx, actor, patientId)
    if (replacesId) {
      refuseUnless(canChange(section), 'invalid_input')
      await closeIn(tx, actor, { patientId, entryId: replacesId, section, state: 'replaced' })
    }
    const entryId = await writeEntry(tx, actor, {
      // The schema has matched them.
      ...({ section, content } as Written),
      ...{ patientId, replacesId },
      isConfidential: isConfidential === 'on' && canBeConfidential(section),
    })
    await record(tx, actor, replacesId ? 'chart.entryChanged' : 'chart.entryAdded', {
      ...{ clinicId: actor.clinicId, patientId, subject: 'chart_entry', subjectId: entryId },
      detail: { section, ...(replacesId && { replacesId }) },
    })
    return { entryId, tab: tabWith(section) }
  })
}

/**
 * Ends an entry (the medicine was stopped, the problem is over), or says that it should never have been there; it stays to be looked up.
 * Audited. Refuses `entry_changed` where somebody was quicker.
 */
export async function closeEntry(actor: StaffActor, input: CloseEntryInput): Promise<Saved> {
  const { patientId, entryId, how: state, reason } = input
  return asActor(actor, async (tx) => {
    await patientToWriteOn(tx, actor, patientId)
    const { section } = found(
      await tx.chartEntry.findFirst({
        where: { id: entryId, clinicId: actor.clinicId, patientId },
        select: { section: true },
      }),
    )
    refuseUnless(state !== 'ended' || canEnd(section), 'invalid_input')
    await closeIn(tx, actor, { patientId, entryId, state, reason })
    await record(tx, actor, state === 'ended' ? 'chart.entryEnded' : 'chart.entryInError', {
      ...{ clinicId: actor.clinicId, patientId, subject: 'chart_entry', subjectId: entryId },
      detail: { section },
    })
    return { entryId, tab: tabWith(section) }
  })
}
