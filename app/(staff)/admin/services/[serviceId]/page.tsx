import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ServiceForm } from '@/components/admin/service-form'
import { NotAllowed } from '@/components/shell/not-allowed'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { mayAdminister } from '@/lib/clinics/policy'
import { getServiceSettings } from '@/lib/clinics/queries/setting-up'
import { isId } from '@/lib/ids'

export const metadata: Metadata = { title: 'Service' }

export default async function ServicePage({ params }: { params: Promise<{ serviceId: string }> }) {
  const actor = await requireActor('staff')
  if (!mayAdminister(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const { serviceId } = await params
  if (!isId(serviceId)) notFound()
  const service = await orNotFound(getServiceSettings(actor, serviceId))
  return <ServiceForm service={service} currency={service.clinic.currency} />
}
