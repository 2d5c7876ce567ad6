import type { Metadata } from 'next'
import { AppointmentCards } from '@/components/booking/appointment-cards'
import { FormsToFill } from '@/components/intake/forms-to-fill'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { requireActor } from '@/lib/access/current'
import { listPastBookings, listUpcomingBookings } from '@/lib/booking/queries/mine'
import { isId } from '@/lib/ids'
import { listFormTasks } from '@/lib/intake/queries/tasks'
import { listPeopleIActFor } from '@/lib/people/queries'

export const metadata: Metadata = { title: 'Your appointments' }

type Props = { searchParams: Promise<{ after?: string | string[] }> }

export default async function MyPage({ searchParams }: Props) {
  const { after } = await searchParams
  const cursor = typeof after === 'string' && isId(after) ? after : undefined
  const actor = await requireActor('patient')
  const [upcoming, past, people, forms] = await Promise.all([
    listUpcomingBookings(actor),
    listPastBookings(actor, cursor),
    listPeopleIActFor(actor),
    listFormTasks(actor),
  ])
  const several = people.length > 1
  return (
    <Page
      title={cursor ? 'Older appointments' : 'Your appointments'}
      back={cursor ? { href: '/my', say: 'Your appointments' } : undefined}
      actions={<LinkButton href="/">Book an appointment</LinkButton>}
    >
      {!cursor && <FormsToFill href="/my/forms" count={forms.left.length} />}
      {!cursor && (
        <section aria-labelledby="coming" className="flex flex-col gap-4">
          <h2 id="coming" className="font-semibold text-heading">
            Coming up
          </h2>
          {upcoming.length === 0 ? (
            <EmptyState
              title="Nothing booked"
              action={
                <LinkButton href="/" kind="secondary">
                  Find a time
                </LinkButton>
              }
            >
              Appointments you book will be here{several ? ', for everyone you act for' : ''}.
            </EmptyState>
          ) : (
            <AppointmentCards bookings={upcoming} several={several} isComing />
          )}
          <p className="flex flex-wrap gap-x-6 gap-y-2">
            <Link href="/my/calendar">See them in your own calendar</Link>
            <Link href="/my/looks">Who opened your record</Link>
            <Link href="/my/people">People</Link>
          </p>
        </section>
      )}
      <section aria-labelledby="past" className="flex flex-col gap-4">
        <h2 id="past" className={cursor ? 'sr-only' : 'font-semibold text-heading'}>
          Past and cancelled
        </h2>
        {past.items.length === 0 ? (
          <EmptyState title={cursor ? 'Nothing older' : 'Nothing yet'}>
            Appointments that are over or were cancelled will be here.
          </EmptyState>
        ) : (
          <AppointmentCards bookings={past.items} several={several} />
        )}
        {past.next && (
          <p>
            <Link href={`/my?after=${past.next}`}>Older appointments</Link>
          </p>
        )}
      </section>
    </Page>
  )
}
