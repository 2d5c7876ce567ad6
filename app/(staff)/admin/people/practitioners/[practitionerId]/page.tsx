import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PractitionerForm } from '@/components/admin/practitioner-form'
import { NotAllowed } from '@/components/shell/not-allowed'
import { requireActor } from '@/lib/access/current'
import { mayAdminister } from '@/lib/clinics/policy'
import { listPeople } from '@/lib/clinics/queries/setting-up'

export const metadata: Metadata = { title: 'Practitioner' }

export default async function PractitionerPage({ params }: { params: Promise<{ practitionerId: string }> }) {
  const actor = await requireActor('staff')
  if (!mayAdminister(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const [{ practitionerId }, { members, practitioners }] = await Promise.all([params, listPeople(actor)])
  const practitioner = practitioners.find(({ id }) => id === practitionerId)
  return practitioner ? <PractitionerForm practitioner={practitioner} members={members} /> : notFound()
}
