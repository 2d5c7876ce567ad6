import type { Metadata } from 'next'
import { ResourceForm } from '@/components/admin/resource-form'
import { NotAllowed } from '@/components/shell/not-allowed'
import { requireActor } from '@/lib/access/current'
import { mayAdminister } from '@/lib/clinics/policy'
import { listLocations } from '@/lib/clinics/queries/setting-up'

export const metadata: Metadata = { title: 'Add a room or equipment' }

export default async function NewRoomPage() {
  const actor = await requireActor('staff')
  if (!mayAdminister(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  return <ResourceForm locations={await listLocations(actor)} />
}
