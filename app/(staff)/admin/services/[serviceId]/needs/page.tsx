import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { NeedsForm } from '@/components/admin/needs-form'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { mayAdminister } from '@/lib/clinics/policy'
import { getServiceSettings, listResources } from '@/lib/clinics/queries/setting-up'
import { isId } from '@/lib/ids'

export const metadata: Metadata = { title: 'What it needs' }

export default async function NeedsPage({ params }: { params: Promise<{ serviceId: string }> }) {
  const actor = await requireActor('staff')
  if (!mayAdminister(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const { serviceId } = await params
  if (!isId(serviceId)) notFound()
  const service = await orNotFound(getServiceSettings(actor, serviceId))
  const resources = await listResources(actor)
  return resources.length === 0 ? (
    <NothingYet id={service.id} name={service.name} />
  ) : (
    <NeedsForm service={service} resources={resources} />
  )
}

function NothingYet({ id, name }: { id: string; name: string }) {
  return (
    <Page title={`What does ${name} need?`} back={{ href: `/admin/services/${id}`, say: name }}>
      <EmptyState
        title="No rooms or equipment yet"
        action={<LinkButton href="/admin/rooms/new">Add a room or equipment</LinkButton>}
      >
        A service needs none of them unless you say so here.
      </EmptyState>
    </Page>
  )
}
