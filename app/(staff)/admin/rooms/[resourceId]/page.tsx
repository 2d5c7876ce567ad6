import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ResourceForm } from '@/components/admin/resource-form'
import { NotAllowed } from '@/components/shell/not-allowed'
import { requireActor } from '@/lib/access/current'
import { mayAdminister } from '@/lib/clinics/policy'
import { listLocations, listResources } from '@/lib/clinics/queries/setting-up'

export const metadata: Metadata = { title: 'Room or equipment' }

export default async function RoomPage({ params }: { params: Promise<{ resourceId: string }> }) {
  const actor = await requireActor('staff')
  if (!mayAdminister(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const [{ resourceId }, locations, resources] = await Promise.all([
    params,
    listLocations(actor),
    listResources(actor),
  ])
  const resource = resources.find(({ id }) => id === resourceId)
  return resource ? <ResourceForm resource={resource} locations={locations} /> : notFound()
}
