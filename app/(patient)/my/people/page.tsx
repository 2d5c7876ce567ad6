import type { Metadata } from 'next'
import { PersonCard } from '@/components/acting/person-card'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { Notification } from '@/components/ui/notification'
import { Section } from '@/components/ui/section'
import { requireActor } from '@/lib/access/current'
import { listWhoActsFor } from '@/lib/acting/queries/acting'
import { listPeopleIActFor } from '@/lib/people/queries'

export const metadata: Metadata = { title: 'People' }

/** For whom one acts, who acts for oneself, and the end of either. */
export default async function PeoplePage({ searchParams }: { searchParams: Promise<{ begun?: string }> }) {
  const [{ begun }, actor] = [await searchParams, await requireActor('patient')]
  const people = await listPeopleIActFor(actor)
  const self = people.find(({ relationship }) => relationship === 'self')
  const others = people.filter(({ relationship }) => relationship !== 'self')
  const actForMe = self
    ? (await listWhoActsFor(actor, self.id)).filter(({ relationship }) => relationship !== 'self')
    : []
  return (
    <Page
      title="People"
      lead="For whom you act, and who acts for you"
      back={{ href: '/my', say: 'Your appointments' }}
    >
      {begun !== undefined && (
        <Notification kind="success" title="You are set up">
          <p>What you may do is below.</p>
        </Notification>
      )}
      <Section id="for" title="You act for">
        {others.length === 0 ? (
          <EmptyState title="Nobody">
            To act for a child or somebody you care for, ask the clinic: they send you an invitation.
          </EmptyState>
        ) : (
          <ul className="flex flex-col gap-3">
            {others.map(({ accessId, firstName, lastName, relationship, scopes }) => (
              <PersonCard
                key={accessId}
                {...{ accessId, relationship, scopes }}
                name={`${firstName} ${lastName}`}
                youAre
              />
            ))}
          </ul>
        )}
      </Section>
      <Section id="by" title="Who acts for you">
        {actForMe.length === 0 ? (
          <EmptyState title="Nobody">
            If a partner or carer is to help with your appointments, ask the clinic to invite them.
          </EmptyState>
        ) : (
          <ul className="flex flex-col gap-3">
            {actForMe.map(({ accessId, name, relationship, scopes }) => (
              <PersonCard key={accessId} {...{ accessId, name, relationship, scopes }} />
            ))}
          </ul>
        )}
      </Section>
    </Page>
  )
}
