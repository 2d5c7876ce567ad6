import { open } from '../../vault/seal'
import type { Written } from '../schema'

export type EntryState = 'current' | 'ended' | 'replaced' | 'entered_in_error'
export type Visibility = 'team' | 'confidential' | 'private'

/** An entry as the database has it. */
export type EntryRow = {
  id: string
  section: Written['section']
  visibility: Visibility
  state: EntryState
  contentSealed: string
  at: Date
  recordedBy: string
  isTold: boolean
  closedAt: Date | null
  closedBy: string | null
  closingSealed: string | null
}

/** An entry opened. `at`: when it was so; `by`, `closedBy`: names. `isTold`: the patient told us of it. `because`: why it was closed. */
export type Entry = Written &
  Omit<EntryRow, 'section' | 'contentSealed' | 'closingSealed' | 'recordedBy'> & {
    by: string | null
    because: string | null
  }

/** The name of an account of the clinic; null of whoever is not. */
export type NameOf = (accountId: string | null) => string | null

/** Opens an entry. Only after the transaction that says who reads has committed. */
export function toEntry(row: EntryRow, nameOf: NameOf): Entry {
  const { section, contentSealed, closingSealed, recordedBy, closedBy, ...facts } = row
  const { id } = facts
  const content = open(contentSealed, { table: 'chart_entry', column: 'content_sealed', id })
  const closing = closingSealed && open(closingSealed, { table: 'chart_entry', column: 'closing_sealed', id })
  return {
    ...facts,
    ...({ section, content: JSON.parse(content) } as Written),
    by: nameOf(recordedBy),
    closedBy: nameOf(closedBy),
    because: closing ? (JSON.parse(closing) as { reason: string }).reason : null,
  }
}

/** What a patient told us and nobody has decided on. */
export type Proposal = Written & { id: string; proposedAt: Date }
export type ProposalRow = { id: string; section: Written['section']; contentSealed: string; proposedAt: Date }

/** Opens it; as `toEntry`. */
export function toProposal({ section, contentSealed, ...facts }: ProposalRow): Proposal {
  const place = { table: 'chart_proposal', column: 'content_sealed', id: facts.id } as const
  return { ...facts, ...({ section, content: JSON.parse(open(contentSealed, place)) } as Written) }
}
