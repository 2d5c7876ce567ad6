import type { Metadata } from 'next'
import { LocationForm } from '@/components/admin/location-form'
import { NotAllowed } from '@/components/shell/not-allowed'
import { requireActor } from '@/lib/access/current'
import { mayAdminister } from '@/lib/clinics/policy'
import { getClinicSettings } from '@/lib/clinics/queries/setting-up'

export const metadata: Metadata = { title: 'Add a location' }

export default async function NewLocationPage() {
  const actor = await requireActor('staff')
  if (!mayAdminister(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  return <LocationForm clinic={await getClinicSettings(actor)} />
}
