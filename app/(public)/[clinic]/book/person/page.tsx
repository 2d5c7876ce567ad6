import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Leaving } from '@/components/booking/leaving'
import { FormRadioGroup } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { currentActor } from '@/lib/access/current'
import { choosePersonAction } from '@/lib/booking/actions'
import { stepPath } from '@/lib/booking/rules/journey'
import { listPeopleIActFor } from '@/lib/people/queries'
import { draftAt, type StepProps, stepAfterTime } from '../journey'
import { keptVisit } from '../kept'
import { NoDraft } from '../no-draft'
import { StartAgain } from '../start-again'
import { TimeOfDraft } from '../time-of-draft'

export const metadata: Metadata = { title: 'Who is the appointment for?' }

export default async function PersonPage({ params }: StepProps) {
  const { clinic: clinicSlug } = await params
  const draft = await draftAt(clinicSlug)
  const visit = draft?.state === 'under_way' ? await keptVisit(draft) : null
  if (draft?.state !== 'under_way' || !visit) return <NoDraft clinicSlug={clinicSlug} draft={draft} />
  const actor = await currentActor()
  if (actor.kind !== 'patient') redirect(stepPath(clinicSlug, 'details'))
  const people = await listPeopleIActFor(actor, 'book')
  const { words, back } = await stepAfterTime(clinicSlug, 'person', visit.choices)
  return (
    <>
      <FormPage title="Who is the appointment for?" step={words} back={back} action={choosePersonAction}>
        <input type="hidden" name="clinicSlug" value={clinicSlug} />
        <Leaving clinicSlug={clinicSlug} />
        {visit.kept && <TimeOfDraft draft={draft} visit={visit} />}
        <FormRadioGroup
          name="bookFor"
          label="Who is the appointment for?"
          quietLegend
          defaultValue={draft.bookFor}
          options={[
            ...people.map(({ id, firstName, lastName, relationship }) => ({
              value: id,
              label: `${firstName} ${lastName}`,
              hint: relationship === 'self' ? 'You' : undefined,
            })),
            { value: 'other', label: 'Someone else', hint: 'You type their details on the next page' },
          ]}
        />
        <SubmitButton>Continue</SubmitButton>
      </FormPage>
      <StartAgain draft={draft} />
    </>
  )
}
