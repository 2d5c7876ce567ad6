import type { ReactNode } from 'react'
import { ActionButton } from '@/components/form/action-button'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Table } from '@/components/ui/table'
import { toldByPhoneAction } from '@/lib/booking/actions'
import type { AwayItem } from '@/lib/booking/queries/rebookings'
import type { AwayState } from '@/lib/booking/rules/away'
import { AWAY_WORDS, timeWords } from '@/lib/booking/text/away'
import { printPhone } from '@/lib/people/text'
import { printShortTime } from '@/lib/time'
import { PhoneAnswers } from './phone-answers'

/** What is left to do about the appointments of an absence, and what is done. `replaced`: who got another time than was chosen. */
export function AwayList({ items, replaced }: { items: AwayItem[]; replaced: ReadonlySet<string> }) {
  return (
    <Table
      caption="Appointments, what is to be done first"
      quietCaption
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        { head: 'Patient', rowHead: true, cell: (item) => <Who item={item} /> },
        { head: 'Appointment', cell: (item) => <Where item={item} isReplaced={replaced.has(item.id)} /> },
        { head: 'Where it stands', cell: (item) => <Stands item={item} /> },
        { head: 'Next', quietHead: true, end: true, cell: (item) => <Next item={item} /> },
      ]}
    />
  )
}

function Who({ item: { id, patientName, email, phone, isMailLost } }: { item: AwayItem }) {
  return (
    <div className="flex flex-col gap-0.5">
      <Link href={`/desk/bookings/${id}`}>{patientName}</Link>
      {phone && (
        <span className="font-normal">
          <Link href={`tel:${phone}`}>{printPhone(phone)}</Link>
        </span>
      )}
      {isMailLost && (
        <span className="font-normal text-small text-warn">
          {email ? 'The mail could not be delivered' : phone ? 'No email' : 'No email and no phone'}
        </span>
      )}
    </div>
  )
}

function Where({ item, isReplaced }: { item: AwayItem; isReplaced: boolean }) {
  const { startsAt, timeZone, practitionerName, proposal, state } = item
  const isShown = proposal && (proposal.isOpen || state === 'declined' || state === 'lapsed')
  return (
    <div className="flex flex-col gap-0.5 max-md:items-end">
      <span>{timeWords({ startsAt }, timeZone, practitionerName)}</span>
      {isShown && (
        <span className="text-muted text-small">
          {proposal.isOpen ? 'Proposed: ' : 'Was proposed: '}
          {timeWords(proposal, timeZone, proposal.practitionerName)}
        </span>
      )}
      {isReplaced && (
        <span>
          <Badge tone="warn">The time chosen was taken: this is the next</Badge>
        </span>
      )}
    </div>
  )
}

const TONES: Record<AwayState, BadgeTone> = {
  ...{ unreachable: 'warn', untold: 'warn', declined: 'warn', lapsed: 'warn', left: 'warn' },
  ...{ waiting: 'accent', accepted: 'ok', moved: 'ok', cancelled: 'neutral' },
}

function Stands({ item: { state, proposal, timeZone } }: { item: AwayItem }) {
  return (
    <div className="flex flex-col gap-0.5 max-md:items-end">
      <span>
        <Badge tone={TONES[state]}>{AWAY_WORDS[state]}</Badge>
      </span>
      {proposal?.isOpen && (
        <span className="text-muted text-small">
          Kept until {printShortTime(proposal.expiresAt, timeZone)}
        </span>
      )}
    </div>
  )
}

const DONE: readonly AwayState[] = ['accepted', 'moved', 'cancelled']

/** The next thing to do: somebody calls, and says here what came of it. */
function Next({ item: { id, state, patientName, proposal } }: { item: AwayItem }) {
  if (DONE.includes(state)) return null
  const of = <span className="sr-only"> {patientName}</span>
  if (state === 'untold')
    return (
      <Line>
        <ActionButton
          action={toldByPhoneAction}
          fields={{ proposalId: proposal?.id ?? '' }}
          said={`${patientName}: told by phone`}
          size="small"
        >
          Told by phone{of}
        </ActionButton>
      </Line>
    )
  return (
    <Line>
      {proposal?.isOpen && (
        <PhoneAnswers
          {...{ bookingId: id, proposalId: proposal.id, patientName }}
          kind={state === 'unreachable' ? 'primary' : 'secondary'}
        />
      )}
      <LinkButton kind="secondary" size="small" href={`/desk/bookings/${id}/move`}>
        Another time{of}
      </LinkButton>
      <LinkButton kind="quiet" size="small" href={`/desk/bookings/${id}/cancel`}>
        Cancel{of}
      </LinkButton>
    </Line>
  )
}

const Line = ({ children }: { children: ReactNode }) => (
  <div className="flex flex-wrap gap-2 md:justify-end">{children}</div>
)
