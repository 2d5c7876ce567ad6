import type { Metadata } from 'next'
import { FollowUpList } from '@/components/notes/follow-up-list'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { requireActor } from '@/lib/access/current'
import { mayPlanAhead } from '@/lib/booking/policy'
import { listFollowUps } from '@/lib/notes/queries/follow-ups'

export const metadata: Metadata = { title: 'Follow-ups' }

/** Who is to come again and has no appointment yet: what clinicians wrote into their notes, without why. */
export default async function FollowUpsPage() {
  const actor = await requireActor('staff')
  if (!mayPlanAhead(actor, actor.clinicId)) return <NotAllowed home="/clinic/day" />
  const items = await listFollowUps(actor)
  return (
    <Page
      wide
      title={`Follow-ups (${items.length})`}
      lead="Who is to come again and has no appointment yet"
      back={{ href: '/desk', say: 'The day' }}
    >
      {items.length === 0 ? (
        <EmptyState title="Everybody who is to come again has an appointment">
          What clinicians suggest when they sign a note appears here.
        </EmptyState>
      ) : (
        <FollowUpList items={items} />
      )}
    </Page>
  )
}
