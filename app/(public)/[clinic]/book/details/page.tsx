import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { DetailsFields } from '@/components/booking/details-fields'
import { Leaving } from '@/components/booking/leaving'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { currentActor } from '@/lib/access/current'
import { keepDetailsAction } from '@/lib/booking/actions'
import { stepPath } from '@/lib/booking/rules/journey'
import { draftAt, type StepProps, stepAfterTime } from '../journey'
import { keptVisit } from '../kept'
import { NoDraft } from '../no-draft'
import { StartAgain } from '../start-again'
import { TimeOfDraft } from '../time-of-draft'

export const metadata: Metadata = { title: 'Your details' }

export default async function DetailsPage({ params }: StepProps) {
  const { clinic: clinicSlug } = await params
  const draft = await draftAt(clinicSlug)
  const visit = draft?.state === 'under_way' ? await keptVisit(draft) : null
  if (draft?.state !== 'under_way' || !visit) return <NoDraft clinicSlug={clinicSlug} draft={draft} />
  const actor = await currentActor()
  if (actor.kind === 'patient' && !draft.bookFor) redirect(stepPath(clinicSlug, 'person'))
  const { words, back } = await stepAfterTime(clinicSlug, 'details', visit.choices)
  const asks = actor.kind !== 'patient' ? 'you' : draft.bookFor === 'other' ? 'someone' : 'reason'
  const titles = { you: 'Your details', someone: 'Their details', reason: 'About the appointment' }
  return (
    <>
      <FormPage title={titles[asks]} step={words} back={back} action={keepDetailsAction}>
        <input type="hidden" name="clinicSlug" value={clinicSlug} />
        <Leaving clinicSlug={clinicSlug} />
        <TimeOfDraft draft={draft} visit={visit} />
        <DetailsFields
          asks={asks}
          typed={draft.answers}
          requiresReferral={visit.service.requiresReferral}
          clinicName={visit.clinic.name}
        />
        {/* One main button: where the time is lost, that is the one to keep it again. */}
        <SubmitButton kind={visit.kept ? 'primary' : 'secondary'}>Continue</SubmitButton>
      </FormPage>
      <StartAgain draft={draft} />
    </>
  )
}
