import type { Metadata } from 'next'
import { ShortTime } from '@/components/booking/appointment-time'
import { PhoneAnswers } from '@/components/desk/phone-answers'
import { ActionButton } from '@/components/form/action-button'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Notification } from '@/components/ui/notification'
import { Table } from '@/components/ui/table'
import { requireActor } from '@/lib/access/current'
import { acceptRequestAction } from '@/lib/booking/actions'
import { mayAnswerRequests } from '@/lib/booking/policy'
import { listRequests, type RequestItem } from '@/lib/booking/queries/requests'
import { acceptedSentence } from '@/lib/booking/text'
import { printAppointmentTime } from '@/lib/time'

export const metadata: Metadata = { title: 'Requests' }

const DONE: Record<string, string> = {
  declined: 'Declined: the patient is told why',
  proposed: 'Proposed: the time is kept until the patient answers',
}

/** What patients asked for and nobody has answered yet. */
export default async function RequestsPage({ searchParams }: { searchParams: Promise<{ done?: string }> }) {
  const actor = await requireActor('staff')
  if (!mayAnswerRequests(actor, actor.clinicId)) return <NotAllowed home="/" />
  const { done = '' } = await searchParams
  const items = await listRequests(actor)
  return (
    <Page wide title={`Requests (${items.length})`} back={{ href: '/desk', say: 'The day' }}>
      {DONE[done] && <Notification kind="success" title={DONE[done]} />}
      {items.length === 0 ? (
        <EmptyState title="Nothing waits for an answer">
          Appointments of services that need approval appear here when patients ask for them.
        </EmptyState>
      ) : (
        <Table
          caption="Asked for, soonest to lapse first"
          quietCaption
          rows={items}
          rowKey={({ id }) => id}
          columns={[
            {
              head: 'Patient',
              rowHead: true,
              cell: ({ id, patientName }) => <Link href={`/desk/bookings/${id}`}>{patientName}</Link>,
            },
            { head: 'Asked for', cell: (item) => <Asked item={item} /> },
            {
              head: 'Lapses',
              cell: ({ expiresAt, timeZone }) => <ShortTime at={expiresAt} timeZone={timeZone} />,
            },
            { head: 'Answer', quietHead: true, end: true, cell: (item) => <Answers item={item} /> },
          ]}
        />
      )}
    </Page>
  )
}

function Asked({ item }: { item: RequestItem }) {
  const { startsAt, timeZone, serviceName, practitionerName, proposal, proposedAt } = item
  return (
    <div className="flex flex-col gap-0.5 max-md:items-end">
      <span>{printAppointmentTime(startsAt, timeZone)}</span>
      <span className="text-muted text-small">
        {serviceName} with {practitionerName}
      </span>
      {proposal && proposedAt && (
        <span>
          <Badge tone={proposal === 'open' ? 'accent' : 'warn'}>
            {PROPOSALS[proposal]} <ShortTime at={proposedAt} timeZone={timeZone} />
          </Badge>
        </span>
      )}
    </div>
  )
}

const PROPOSALS = { open: 'Proposed', declined: 'Patient declined', lapsed: 'No answer to' }

function Answers({
  item: { id, version, patientName, hasEmail, proposal, proposalId },
}: {
  item: RequestItem
}) {
  const whose = <span className="sr-only"> for {patientName}</span>
  return (
    <div className="flex flex-wrap gap-2 md:justify-end">
      {proposal === 'open' && proposalId && (
        <PhoneAnswers bookingId={id} proposalId={proposalId} patientName={patientName} />
      )}
      <ActionButton
        action={acceptRequestAction}
        fields={{ bookingId: id, version: String(version) }}
        said={acceptedSentence(patientName, hasEmail)}
        size="small"
      >
        Accept{whose}
      </ActionButton>
      <LinkButton kind="secondary" size="small" href={`/desk/bookings/${id}/propose`}>
        Propose a time{whose}
      </LinkButton>
      <LinkButton kind="quiet" size="small" href={`/desk/bookings/${id}/decline`}>
        Decline{whose}
      </LinkButton>
    </div>
  )
}
