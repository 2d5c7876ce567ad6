import type { Metadata } from 'next'
import { InviteFields } from '@/components/acting/invite-fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { NotAllowed } from '@/components/shell/not-allowed'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { inviteToActAction } from '@/lib/acting/actions'
import { mayKeepActing } from '@/lib/acting/policy'
import { listWhoActsFor } from '@/lib/acting/queries/acting'
import { getPatient } from '@/lib/people/queries'

export const metadata: Metadata = { title: 'Ask somebody to act for the patient' }

export default async function InviteToActPage({ params }: { params: Promise<{ patientId: string }> }) {
  const [{ patientId }, actor] = [await params, await requireActor('staff')]
  if (!mayKeepActing(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const patient = await orNotFound(getPatient(actor, patientId))
  const people = await listWhoActsFor(actor, patient.id)
  return (
    <FormPage
      title={`Ask somebody to act for ${patient.firstName} ${patient.lastName}`}
      lead="They get an email with a link, and show with the patient’s date of birth that they know them."
      back={{ href: `/desk/patients/${patient.id}/people`, say: 'Who acts for them' }}
      action={inviteToActAction}
    >
      <input type="hidden" name="patientId" value={patient.id} />
      <InviteFields
        isOwned={people.some(({ relationship }) => relationship === 'self')}
        email={patient.email}
      />
      <SubmitButton>Send invitation</SubmitButton>
    </FormPage>
  )
}
