import { ActionButton } from '@/components/form/action-button'
import { Badge } from '@/components/ui/badge'
import { decideProposalAction } from '@/lib/chart/actions'
import type { Entry, Proposal } from '@/lib/chart/queries/rows'
import { isOnChart } from '@/lib/chart/rules'
import { entryWords } from '@/lib/chart/text'
import { localDate, printPlainDate } from '@/lib/time'

/** What the patient told us of, each to be accepted or rejected once. `entries`: what is on the chart. */
export function Proposals({
  proposals,
  entries,
  timeZone,
}: {
  proposals: Proposal[]
  entries: Entry[]
  timeZone: string
}) {
  if (proposals.length === 0) return null
  return (
    <section
      aria-labelledby="told"
      className="flex flex-col gap-2 rounded-card border border-warn bg-warn-soft p-(--gutter)"
    >
      <h2 id="told" className="font-semibold">
        Told by the patient
      </h2>
      <ul className="flex flex-col divide-y divide-line">
        {proposals.map((proposal) => (
          <Told
            key={proposal.id}
            proposal={proposal}
            isThere={isOnChart(proposal, entries)}
            timeZone={timeZone}
          />
        ))}
      </ul>
    </section>
  )
}

function Told({ proposal, isThere, timeZone }: { proposal: Proposal; isThere: boolean; timeZone: string }) {
  const { title, more } = entryWords(proposal)
  const decide = (decision: 'accepted' | 'rejected') => ({ proposalId: proposal.id, decision })
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-2">
      <div className="min-w-0">
        <span className="flex flex-wrap items-center gap-2">
          <span className="whitespace-pre-line font-medium">{title}</span>
          {isThere && <Badge>On the chart already</Badge>}
        </span>
        <span className="text-muted text-small">
          {[...more, `told on ${printPlainDate(localDate(proposal.proposedAt, timeZone))}`].join(', ')}
        </span>
      </div>
      <div className="flex gap-2">
        <ActionButton
          action={decideProposalAction}
          fields={decide('accepted')}
          said="It is on the chart."
          kind="secondary"
          size="small"
        >
          Accept<span className="sr-only"> {title}</span>
        </ActionButton>
        <ActionButton
          action={decideProposalAction}
          fields={decide('rejected')}
          said="Rejected; the chart is as it was."
          kind="quiet"
          size="small"
        >
          Reject<span className="sr-only"> {title}</span>
        </ActionButton>
      </div>
    </li>
  )
}
