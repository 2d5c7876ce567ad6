import type { Metadata } from 'next'
import { ActingTable, PendingActingTable } from '@/components/acting/acting-tables'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notification } from '@/components/ui/notification'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { mayKeepActing } from '@/lib/acting/policy'
import { listWhoActsFor } from '@/lib/acting/queries/acting'
import { listPendingActing } from '@/lib/acting/queries/invitation'
import { getWorkplace } from '@/lib/clinics/queries/workplace'
import { getPatient } from '@/lib/people/queries'

export const metadata: Metadata = { title: 'Who acts for the patient' }

type Props = { params: Promise<{ patientId: string }>; searchParams: Promise<{ invited?: string }> }

/** Who signs in for a patient, and who has been asked to. */
export default async function ActingPage({ params, searchParams }: Props) {
  const [{ patientId }, { invited }, actor] = [await params, await searchParams, await requireActor('staff')]
  if (!mayKeepActing(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const patient = await orNotFound(getPatient(actor, patientId))
  const [people, pending, { timeZone }] = await Promise.all([
    listWhoActsFor(actor, patient.id),
    listPendingActing(actor, patient.id),
    getWorkplace(actor),
  ])
  const path = `/desk/patients/${patient.id}/people`
  return (
    <Page
      wide
      title={`Who acts for ${patient.firstName} ${patient.lastName}`}
      lead={`${patient.number}, born ${patient.born}`}
      back={{ href: `/desk/book/${patient.id}`, say: 'Book for them' }}
      actions={<LinkButton href={`${path}/invite`}>Ask somebody</LinkButton>}
    >
      {invited !== undefined && (
        <Notification kind="success" title="The invitation is on its way">
          <p>They get an email with a link, and need the patient’s date of birth.</p>
        </Notification>
      )}
      {people.length > 0 ? (
        <ActingTable people={people} timeZone={timeZone} />
      ) : (
        <EmptyState title="Nobody signs in for this patient">
          Ask the patient to take over the record, or somebody else to act for them.
        </EmptyState>
      )}
      {pending.length > 0 && <PendingActingTable pending={pending} timeZone={timeZone} />}
    </Page>
  )
}
