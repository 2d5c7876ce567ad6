import type { Metadata } from 'next'
import { NewPatientForm } from '@/components/people/new-patient-form'
import { NotAllowed } from '@/components/shell/not-allowed'
import { requireActor } from '@/lib/access/current'
import { findOpenSession } from '@/lib/booking/queries/sessions'
import { mayAddPatient } from '@/lib/people/policy'
import type { AskedVisit } from '../[patientId]/wanted'

export const metadata: Metadata = { title: 'New patient' }

/** A caller who is not on file yet. */
export default async function NewPatientPage({ searchParams }: { searchParams: Promise<AskedVisit> }) {
  const actor = await requireActor('staff')
  if (!mayAddPatient(actor)) return <NotAllowed home="/" />
  const session = await findOpenSession(actor, (await searchParams).session)
  return <NewPatientForm session={session?.id} />
}
