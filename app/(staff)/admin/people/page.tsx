import type { Metadata } from 'next'
import { InvitationTable, MemberTable, PractitionerTable } from '@/components/admin/people-tables'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { Notification } from '@/components/ui/notification'
import { requireActor } from '@/lib/access/current'
import { mayAdminister } from '@/lib/clinics/policy'
import { listPeople } from '@/lib/clinics/queries/setting-up'
import { getWorkplace } from '@/lib/clinics/queries/workplace'
import { listInvitations } from '@/lib/invitations/queries'

export const metadata: Metadata = { title: 'People' }

type Search = Promise<{ invited?: string }>

export default async function PeoplePage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor('staff')
  if (!mayAdminister(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const [{ invited }, people, invitations, { timeZone }] = await Promise.all([
    searchParams,
    listPeople(actor),
    listInvitations(actor),
    getWorkplace(actor),
  ])
  return (
    <Page
      wide
      title="People"
      back={{ href: '/admin', say: 'Set-up' }}
      actions={<LinkButton href="/admin/people/invite">Invite somebody</LinkButton>}
    >
      {invited !== undefined && (
        <Notification kind="success" title="The invitation is on its way">
          <p>They get an email with a link.</p>
        </Notification>
      )}
      <PractitionerTable {...people} />
      <MemberTable members={people.members} />
      {invitations.length > 0 && <InvitationTable invitations={invitations} timeZone={timeZone} />}
    </Page>
  )
}
