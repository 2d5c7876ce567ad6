import type { Metadata } from 'next'
import { PractitionerForm } from '@/components/admin/practitioner-form'
import { NotAllowed } from '@/components/shell/not-allowed'
import { requireActor } from '@/lib/access/current'
import { mayAdminister } from '@/lib/clinics/policy'
import { listPeople } from '@/lib/clinics/queries/setting-up'

export const metadata: Metadata = { title: 'Add a practitioner' }

type Search = Promise<{ member?: string }>

export default async function NewPractitionerPage({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor('staff')
  if (!mayAdminister(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const [{ member }, { members }] = await Promise.all([searchParams, listPeople(actor)])
  return <PractitionerForm members={members} of={members.find(({ id }) => id === member)} />
}
