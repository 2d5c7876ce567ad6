import type { Metadata } from 'next'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Notification } from '@/components/ui/notification'
import { Table } from '@/components/ui/table'
import { requireActor } from '@/lib/access/current'
import { mayPlanAhead } from '@/lib/booking/policy'
import { listSessions } from '@/lib/booking/queries/sessions'
import { printAppointmentTime } from '@/lib/time'

export const metadata: Metadata = { title: 'Group sessions' }

/** Sessions to come with their seats, and a new one. */
export default async function SessionsPage({ searchParams }: { searchParams: Promise<{ done?: string }> }) {
  const actor = await requireActor('staff')
  if (!mayPlanAhead(actor, actor.clinicId)) return <NotAllowed home="/" />
  const { done } = await searchParams
  const sessions = await listSessions(actor)
  return (
    <Page
      wide
      title="Group sessions"
      back={{ href: '/desk', say: 'The day' }}
      actions={<LinkButton href="/desk/sessions/new">New session</LinkButton>}
    >
      {done === 'cancelled' && <Notification kind="success" title="Session cancelled; everybody is told" />}
      {sessions.length === 0 ? (
        <EmptyState title="No sessions to come">
          A service for groups can be booked once it has a session here.
        </EmptyState>
      ) : (
        <Table
          caption="Sessions to come"
          quietCaption
          rows={sessions}
          rowKey={({ id }) => id}
          columns={[
            {
              head: 'When',
              rowHead: true,
              cell: ({ id, startsAt, location }) => (
                <Link href={`/desk/sessions/${id}`}>{printAppointmentTime(startsAt, location.timeZone)}</Link>
              ),
            },
            { head: 'Session', cell: ({ service }) => service.name },
            { head: 'With', cell: ({ practitioner }) => practitioner.name },
            { head: 'Place', cell: ({ location }) => location.name },
            {
              head: 'Seats left',
              end: true,
              cell: ({ capacity, taken }) =>
                taken < capacity ? `${capacity - taken} of ${capacity}` : <Badge tone="warn">Full</Badge>,
            },
          ]}
        />
      )}
    </Page>
  )
}
