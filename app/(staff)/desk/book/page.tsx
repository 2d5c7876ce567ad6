import type { Metadata } from 'next'
import { PatientFinder } from '@/components/people/patient-finder'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { requireActor } from '@/lib/access/current'
import { findOpenSession } from '@/lib/booking/queries/sessions'
import { sessionQuery } from '@/lib/booking/rules/journey'
import { mayReadChart } from '@/lib/chart/policy'
import { maySearchPatients } from '@/lib/people/policy'
import { printAppointmentTime } from '@/lib/time'
import type { AskedVisit } from './[patientId]/wanted'

export const metadata: Metadata = { title: 'Book for a caller' }

/** Who is calling: somebody on file, or somebody new. */
export default async function CallerPage({ searchParams }: { searchParams: Promise<AskedVisit> }) {
  const actor = await requireActor('staff')
  if (!maySearchPatients(actor)) return <NotAllowed home="/" />
  const session = await findOpenSession(actor, (await searchParams).session)
  const query = sessionQuery(session?.id)
  return (
    <Page
      wide
      title={session ? `Add a patient to ${session.service.name}` : 'Book for a caller'}
      lead={session ? printAppointmentTime(session.startsAt, session.location.timeZone) : undefined}
      back={session ? { href: `/desk/sessions/${session.id}`, say: 'The session' } : undefined}
      actions={
        <LinkButton kind="secondary" href={`/desk/book/new${query}`}>
          New patient
        </LinkButton>
      }
    >
      <PatientFinder query={query} charts={mayReadChart(actor, actor.clinicId)} />
    </Page>
  )
}
