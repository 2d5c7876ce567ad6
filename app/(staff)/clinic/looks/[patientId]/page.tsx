import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { LookList } from '@/components/care/look-list'
import { PatientLine } from '@/components/people/patient-line'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { mayReadLooks, mayReviewEmergencies } from '@/lib/care/policy'
import { readLooks } from '@/lib/care/queries/looks'
import { isTreating } from '@/lib/care/queries/relation'
import { askedBefore } from '@/lib/care/schema'
import { saysTo } from '@/lib/care/text'
import { getPatient } from '@/lib/people/queries'

// No names: titles stay in a browser's history.
export const metadata: Metadata = { title: 'History of a record' }

type Props = { params: Promise<{ patientId: string }>; searchParams: Promise<{ before?: string }> }

/** Who opened or changed a patient's record in this clinic. */
export default async function LooksPage({ params, searchParams }: Props) {
  const actor = await requireActor('staff')
  if (!mayReadLooks(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const patient = await orNotFound(getPatient(actor, (await params).patientId))
  if (!mayReviewEmergencies(actor, actor.clinicId) && !(await isTreating(actor, patient.id)))
    redirect(`/clinic/open/${patient.id}`)
  const before = askedBefore((await searchParams).before)
  const looks = await readLooks(actor, patient.id, before)
  const path = `/clinic/looks/${patient.id}`
  return (
    <Page
      title={`Who opened ${patient.firstName} ${patient.lastName}’s record`}
      back={before ? { href: path, say: 'The latest' } : { href: '/clinic/day', say: 'My day' }}
    >
      <PatientLine patient={patient} />
      <p className="text-muted">
        What was opened and changed in this clinic. It cannot be altered. Lists of a day, in which the name
        stands among others, are not here.
      </p>
      <LookList looks={looks} says={saysTo} older={`${path}?before=`} />
    </Page>
  )
}
