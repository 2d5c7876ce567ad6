import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { LocationForm } from '@/components/admin/location-form'
import { NotAllowed } from '@/components/shell/not-allowed'
import { requireActor } from '@/lib/access/current'
import { mayAdminister } from '@/lib/clinics/policy'
import { getClinicSettings, listLocations } from '@/lib/clinics/queries/setting-up'

export const metadata: Metadata = { title: 'Location' }

export default async function LocationPage({ params }: { params: Promise<{ locationId: string }> }) {
  const actor = await requireActor('staff')
  if (!mayAdminister(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const [{ locationId }, clinic, locations] = await Promise.all([
    params,
    getClinicSettings(actor),
    listLocations(actor),
  ])
  const location = locations.find(({ id }) => id === locationId)
  return location ? <LocationForm location={location} clinic={clinic} /> : notFound()
}
