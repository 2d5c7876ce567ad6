import type { Actor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { now } from '../../clock'
import type { Tx } from '../../db/client'
import { refusal } from '../../errors'
import { newId } from '../../ids'
import { keyedDigest, seal } from '../../vault/seal'
import { mayProposeChange } from '../policy'
import { type ProposalEntry, proposalEntry } from '../schema'

/** What somebody told us of a patient's health, and in what. */
export type Proposed = ProposalEntry & {
  clinicId: string
  patientId: string
  source: { kind: 'submission'; id: string }
}

/**
 * Puts what a patient told us at home where a clinician accepts or rejects it, in the transaction that keeps its source; audited. The same of
 * the same source is one proposal, however often it is told. Refuses `invalid_input` where a text is too long for a chart.
 */
export async function proposeChange(tx: Tx, actor: Actor, proposed: Proposed): Promise<void> {
  const { clinicId, patientId, source } = proposed
  allow(mayProposeChange(actor, clinicId))
  const read = proposalEntry.safeParse(proposed)
  if (!read.success) throw refusal('invalid_input')
  const { section, entry } = read.data
  const id = newId()
  const content = JSON.stringify(entry)
  const fingerprint = keyedDigest(
    'chart proposal',
    JSON.stringify([source.kind, source.id, section, content]),
  )
  const { count } = await tx.chartProposal.createMany({
    data: {
      ...{ id, clinicId, patientId, section, sourceKind: source.kind, sourceId: source.id },
      contentSealed: seal(content, { table: 'chart_proposal', column: 'content_sealed', id }),
      fingerprint: Buffer.from(fingerprint, 'base64url'),
      proposedAt: now(),
    },
    skipDuplicates: true,
  })
  if (count === 0) return
  await record(tx, actor, 'chart.changeProposed', {
    ...{ clinicId, patientId, subject: 'chart_proposal', subjectId: id },
    detail: { section, source: source.kind, sourceId: source.id },
  })
}
