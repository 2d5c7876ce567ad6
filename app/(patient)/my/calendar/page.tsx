import type { Metadata } from 'next'
import { FeedForm } from '@/components/feeds/feed-form'
import { HowToSubscribe } from '@/components/feeds/subscribe'
import { Page } from '@/components/shell/page'
import { requireActor } from '@/lib/access/current'
import { shareOwnCalendarAction } from '@/lib/feeds/actions'
import { hasOwnFeed } from '@/lib/feeds/queries/connected'

export const metadata: Metadata = { title: 'Your appointments in your own calendar' }

/** The secret address of one's own appointments. */
export default async function MyCalendarPage() {
  const actor = await requireActor('patient')
  const isShared = await hasOwnFeed(actor)
  return (
    <Page
      title="Your appointments in your own calendar"
      back={{ href: '/my', say: 'Your appointments' }}
      lead="A link for Google, Apple or Outlook. What you book, move or cancel follows by itself."
    >
      <p>
        It shows when, where and with whom your appointments are, also those of everybody you book for. It
        never says what they are about.
      </p>
      <p>
        Keep the link to yourself: whoever has it can see these times. A new link ends the old one
        {isShared ? '.' : ', and you can stop sharing at any time.'}
      </p>
      <p className="font-medium">
        {isShared ? 'Your calendar link is on.' : 'You have no calendar link yet.'}
      </p>
      <FeedForm action={shareOwnCalendarAction} isShared={isShared} />
      <HowToSubscribe />
      <p className="text-muted">Deleting an entry in your calendar does not cancel the appointment.</p>
    </Page>
  )
}
