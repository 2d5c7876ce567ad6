import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { OffersForm } from '@/components/admin/offers-form'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { mayAdminister } from '@/lib/clinics/policy'
import { getServiceSettings } from '@/lib/clinics/queries/setting-up'
import { isId } from '@/lib/ids'

export const metadata: Metadata = { title: 'Who offers it' }

export default async function OffersPage({ params }: { params: Promise<{ serviceId: string }> }) {
  const actor = await requireActor('staff')
  if (!mayAdminister(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const { serviceId } = await params
  if (!isId(serviceId)) notFound()
  const service = await orNotFound(getServiceSettings(actor, serviceId))
  return service.people.length === 0 ? (
    <NobodyYet id={service.id} name={service.name} />
  ) : (
    <OffersForm service={service} />
  )
}

function NobodyYet({ id, name }: { id: string; name: string }) {
  return (
    <Page title={`Who offers ${name}?`} back={{ href: `/admin/services/${id}`, say: name }}>
      <EmptyState
        title="Nobody can be booked yet"
        action={<LinkButton href="/admin/people/practitioners/new">Add a practitioner</LinkButton>}
      >
        Practitioners are listed here once they have a profile.
      </EmptyState>
    </Page>
  )
}
