import type { Metadata } from 'next'
import { NewPatientForm } from '@/components/people/new-patient-form'
import { NotAllowed } from '@/components/shell/not-allowed'
import { requireActor } from '@/lib/access/current'
import { mayAddPatient } from '@/lib/people/policy'

export const metadata: Metadata = { title: 'New patient' }

/** A caller who is not on file yet. */
export default async function NewPatientPage() {
  const actor = await requireActor('staff')
  return mayAddPatient(actor) ? <NewPatientForm back="/desk/book" /> : <NotAllowed home="/" />
}
