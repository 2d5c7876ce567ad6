import { ActionButton } from '@/components/form/action-button'
import { Badge } from '@/components/ui/badge'
import { Table } from '@/components/ui/table'
import { endActingAsStaffAction, withdrawActingAction } from '@/lib/acting/actions'
import type { ActingView } from '@/lib/acting/queries/acting'
import type { PendingActing } from '@/lib/acting/queries/invitation'
import { printScopes, RELATIONSHIP_WORDS } from '@/lib/acting/text'
import { printShortDate } from '@/lib/time'

/** Who acts for a patient, for the desk. */
export function ActingTable({ people, timeZone }: { people: ActingView[]; timeZone: string }) {
  return (
    <Table
      caption="Who acts for them"
      rows={people}
      rowKey={({ accessId }) => accessId}
      columns={[
        {
          head: 'Name',
          rowHead: true,
          cell: ({ name, email }) => (
            <>
              {name}
              <span className="wrap-anywhere block font-normal text-muted text-small">{email}</span>
            </>
          ),
        },
        { head: 'What they are', cell: ({ relationship }) => RELATIONSHIP_WORDS[relationship] },
        { head: 'What they may do', cell: ({ scopes }) => printScopes(scopes) },
        { head: 'Since', cell: ({ from }) => printShortDate(from, timeZone) },
        {
          head: 'Until',
          cell: ({ until }) => (until ? printShortDate(until, timeZone) : 'It is ended'),
        },
        {
          head: 'Change',
          quietHead: true,
          end: true,
          cell: ({ accessId, name }) => (
            <ActionButton
              action={endActingAsStaffAction}
              fields={{ accessId }}
              said={`${name} no longer acts for this patient.`}
              kind="secondary"
              size="small"
            >
              End<span className="sr-only"> what {name} may do</span>
            </ActionButton>
          ),
        },
      ]}
    />
  )
}

/** Who has been asked to act for a patient and has not answered. */
export function PendingActingTable({ pending, timeZone }: { pending: PendingActing[]; timeZone: string }) {
  return (
    <Table
      caption="Asked, without an answer yet"
      rows={pending}
      rowKey={({ id }) => id}
      columns={[
        {
          head: 'Email address',
          rowHead: true,
          cell: ({ email }) => <span className="wrap-anywhere">{email}</span>,
        },
        { head: 'What they are', cell: ({ relationship }) => RELATIONSHIP_WORDS[relationship] },
        { head: 'What they may do', cell: ({ scopes }) => printScopes(scopes) },
        {
          head: 'Link works until',
          cell: ({ expiresAt, isOver }) =>
            isOver ? <Badge tone="warn">Over</Badge> : printShortDate(expiresAt, timeZone),
        },
        {
          head: 'Change',
          quietHead: true,
          end: true,
          cell: ({ id, email }) => (
            <ActionButton
              action={withdrawActingAction}
              fields={{ invitationId: id }}
              said="The invitation is withdrawn."
              kind="secondary"
              size="small"
            >
              Withdraw<span className="sr-only"> the invitation of {email}</span>
            </ActionButton>
          ),
        },
      ]}
    />
  )
}
