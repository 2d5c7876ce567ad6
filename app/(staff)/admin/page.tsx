import type { Metadata } from 'next'
import { type Task, TaskList } from '@/components/admin/task-list'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { Link } from '@/components/ui/link'
import { Notification } from '@/components/ui/notification'
import { requireActor } from '@/lib/access/current'
import { countUnseenEmergencies } from '@/lib/care/queries/emergencies'
import { mayAdminister } from '@/lib/clinics/policy'
import { getSetUp } from '@/lib/clinics/queries/setting-up'

export const metadata: Metadata = { title: 'Set-up' }

/** What a clinic still needs before patients can book, and the way to each setting after. */
export default async function SetUpPage() {
  const actor = await requireActor('staff')
  if (!mayAdminister(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const { state, isReady, slug, counts } = await getSetUp(actor)
  const unseen = await countUnseenEmergencies(actor)
  const tasks: Task[] = [
    { href: '/admin/clinic', name: 'Clinic details', left: state.clinic },
    { href: '/admin/locations', name: 'Locations', left: state.locations },
    { href: '/admin/people', name: 'People', left: state.people },
    { href: '/admin/services', name: 'Services', left: state.services },
    { href: '/admin/services#offers', name: 'Who offers what', left: state.offers },
    { href: '/admin/hours', name: 'Hours', left: state.hours },
    {
      href: '/admin/rooms',
      name: 'Rooms and equipment',
      left: counts.rooms > 0 ? null : 'Only where a service needs one that is free',
      optional: true,
    },
    {
      href: '/admin/forms',
      name: 'Forms',
      left: counts.forms > 0 ? null : 'What patients are asked before they come',
      optional: true,
    },
  ]
  return (
    <Page title="Set-up">
      {unseen > 0 && (
        <Notification kind="warning" title="Somebody opened a record in an emergency">
          <p>
            <Link href="/admin/emergencies">See whose it was, and why ({unseen})</Link>
          </p>
        </Notification>
      )}
      {isReady ? (
        <Notification kind="success" title="Patients can book">
          <p>
            Your page is <Link href={`/${slug}`}>/{slug}</Link>.{' '}
            <Link href="/admin/link">Put it on your website</Link>
          </p>
        </Notification>
      ) : (
        <Notification title="Patients cannot book yet">
          <p>They can once what is marked “To do” is done.</p>
        </Notification>
      )}
      <TaskList tasks={tasks} />
      <p>
        <Link href="/admin/emergencies">Records opened in an emergency</Link>
      </p>
    </Page>
  )
}
