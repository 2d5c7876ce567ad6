import type { Metadata } from 'next'
import { ServiceForm } from '@/components/admin/service-form'
import { NotAllowed } from '@/components/shell/not-allowed'
import { requireActor } from '@/lib/access/current'
import { mayAdminister } from '@/lib/clinics/policy'
import { getClinicSettings } from '@/lib/clinics/queries/setting-up'

export const metadata: Metadata = { title: 'Add a service' }

export default async function NewServicePage() {
  const actor = await requireActor('staff')
  if (!mayAdminister(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  return <ServiceForm currency={(await getClinicSettings(actor)).currency} />
}
