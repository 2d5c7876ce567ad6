import { ActionButton } from '@/components/form/action-button'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Table } from '@/components/ui/table'
import type { PeopleSettings } from '@/lib/clinics/queries/setting-up'
import { withdrawInvitationAction } from '@/lib/invitations/actions'
import type { PendingInvitation } from '@/lib/invitations/queries'
import { printRoles } from '@/lib/invitations/text'
import { printShortDate } from '@/lib/time'

/** Who signs in, with their roles. */
export function MemberTable({ members }: { members: PeopleSettings['members'] }) {
  return (
    <Table
      caption="Who works here"
      rows={members}
      rowKey={({ id }) => id}
      columns={[
        {
          head: 'Name',
          rowHead: true,
          cell: ({ id, account }) => <Link href={`/admin/people/${id}`}>{account.name}</Link>,
        },
        {
          head: 'Email address',
          cell: ({ account }) => <span className="wrap-anywhere">{account.email}</span>,
        },
        { head: 'Roles', cell: ({ roles }) => printRoles(roles) },
      ]}
    />
  )
}

/** Who has been asked and has not answered. */
export function InvitationTable({
  invitations,
  timeZone,
}: {
  invitations: PendingInvitation[]
  timeZone: string
}) {
  return (
    <Table
      caption="Invited"
      rows={invitations}
      rowKey={({ id }) => id}
      columns={[
        { head: 'Name', rowHead: true, cell: ({ name }) => name },
        { head: 'Email address', cell: ({ email }) => <span className="wrap-anywhere">{email}</span> },
        { head: 'Roles', cell: ({ roles }) => printRoles(roles) },
        {
          head: 'Link works until',
          cell: ({ expiresAt, isOver }) =>
            isOver ? <Badge tone="warn">Expired</Badge> : printShortDate(expiresAt, timeZone),
        },
        {
          head: 'Change',
          quietHead: true,
          end: true,
          cell: ({ id, name }) => (
            <ActionButton
              action={withdrawInvitationAction}
              fields={{ invitationId: id }}
              said={`The invitation of ${name} is withdrawn.`}
              kind="secondary"
              size="small"
            >
              Withdraw<span className="sr-only"> the invitation of {name}</span>
            </ActionButton>
          ),
        },
      ]}
    />
  )
}

/** Who can be booked, and which practitioners have no profile to be booked by. */
export function PractitionerTable({ members, practitioners }: PeopleSettings) {
  const missing = members.filter(
    ({ accountId, roles }) =>
      roles.includes('practitioner') && !practitioners.some((one) => one.accountId === accountId),
  )
  return (
    <>
      {practitioners.length > 0 && (
        <Table
          caption="Who can be booked"
          rows={practitioners}
          rowKey={({ id }) => id}
          columns={[
            {
              head: 'Name',
              rowHead: true,
              cell: ({ id, name }) => <Link href={`/admin/people/practitioners/${id}`}>{name}</Link>,
            },
            { head: 'What they are', cell: ({ title }) => title },
            {
              head: 'Signs in as',
              cell: ({ accountId }) =>
                members.find((one) => one.accountId === accountId)?.account.name ?? 'Nobody',
            },
            { head: 'New patients', cell: (one) => (one.acceptingNewPatients ? 'Yes' : 'No') },
            {
              head: 'State',
              cell: ({ active }) =>
                active ? <Badge tone="ok">Bookable</Badge> : <Badge>Not bookable</Badge>,
            },
          ]}
        />
      )}
      {missing.map(({ id, account }) => (
        <p key={id}>
          {account.name} is a practitioner without a profile, and cannot be booked.{' '}
          <Link href={`/admin/people/practitioners/new?member=${id}`}>Add a profile for {account.name}</Link>
        </p>
      ))}
      <div>
        <LinkButton href="/admin/people/practitioners/new" kind="secondary">
          Add a practitioner
        </LinkButton>
      </div>
    </>
  )
}
