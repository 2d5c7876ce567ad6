import type { StaffActor } from '../../access/actor'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { found, refuseUnless } from '../../errors'
import { open } from '../../vault/seal'
import type { DecideInput, Written } from '../schema'
import { patientToWriteOn, writeEntry } from './write'

/** What became of what was proposed. `entryId`: what it is on the chart. */
export type Decided = { decision: 'accepted' | 'rejected'; entryId: string | null }

/**
 * Accepts what a patient told us, which puts it on the chart, or rejects it; once, whoever else presses at the same moment. Audited before
 * it is opened. Refuses `proposal_decided` where a colleague was quicker.
 */
export async function decideProposal(actor: StaffActor, input: DecideInput): Promise<Decided> {
  const { proposalId: id, decision } = input
  return asActor(actor, async (tx) => {
    const where = { id, clinicId: actor.clinicId }
    const { patientId, section, contentSealed } = found(
      await tx.chartProposal.findFirst({
        where,
        select: { patientId: true, section: true, contentSealed: true },
      }),
    )
    await patientToWriteOn(tx, actor, patientId)
    const { count } = await tx.chartProposal.updateMany({
      where: { ...where, state: 'pending' },
      data: { state: decision, decidedAt: now(), decidedBy: actor.accountId },
    })
    refuseUnless(count === 1, 'proposal_decided')
    await record(tx, actor, decision === 'accepted' ? 'chart.proposalAccepted' : 'chart.proposalRejected', {
      ...{ clinicId: actor.clinicId, patientId, subject: 'chart_proposal', subjectId: id },
      detail: { section },
    })
    if (decision === 'rejected') return { decision, entryId: null }
    const content = open(contentSealed, { table: 'chart_proposal', column: 'content_sealed', id })
    const written = { section, content: JSON.parse(content) } as Written
    return { decision, entryId: await writeEntry(tx, actor, { ...written, patientId, proposalId: id }) }
  })
}
