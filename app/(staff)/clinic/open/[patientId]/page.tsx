import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { FormField, FormTextarea } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Notification } from '@/components/ui/notification'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { hasFreshProof } from '@/lib/access/proof'
import { openInEmergencyAction } from '@/lib/care/actions'
import { mayOpenInEmergency } from '@/lib/care/policy'
import { isLetIn } from '@/lib/care/queries/relation'
import { EMERGENCY_HOURS } from '@/lib/care/rules'
import { getPatient } from '@/lib/people/queries'

// No names: titles stay in a browser's history.
export const metadata: Metadata = { title: 'Open a record' }

type Props = { params: Promise<{ patientId: string }> }

/** The door of a record that a clinician has nothing to do with: it opens for a reason, and is told. */
export default async function OpenRecordPage({ params }: Props) {
  const actor = await requireActor('staff')
  if (!mayOpenInEmergency(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const patient = await orNotFound(getPatient(actor, (await params).patientId))
  if (await isLetIn(actor, patient.id)) redirect(`/clinic/charts/${patient.id}`)
  return (
    <FormPage
      title={`Open the record of ${patient.firstName} ${patient.lastName}?`}
      lead={`Born ${patient.born} · ${patient.number}`}
      back={{ href: '/clinic/day', say: 'My day' }}
      action={openInEmergencyAction}
    >
      <Notification kind="warning" title="You have no appointment with this patient">
        <p>
          You can open the record all the same, for {EMERGENCY_HOURS} hours. The clinic’s administrators are
          told at once, and the patient can see that you did.
        </p>
      </Notification>
      <input type="hidden" name="patientId" value={patient.id} />
      <FormTextarea
        name="reason"
        label="Why you need it"
        hint="The administrators read this, who see nothing of the record: say no more than they need. For example: covering for a colleague who is ill"
        rows={3}
      />
      {!(await hasFreshProof(actor)) && (
        <FormField
          name="password"
          type="password"
          label="Your password"
          hint="It is a while since you typed it"
          autoComplete="current-password"
        />
      )}
      <SubmitButton>Open the record</SubmitButton>
    </FormPage>
  )
}
