import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Leaving } from '@/components/booking/leaving'
import { ActionForm } from '@/components/form/action-form'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { Page } from '@/components/shell/page'
import { SummaryList } from '@/components/ui/summary-list'
import { currentActor } from '@/lib/access/current'
import { chooseTimeAction, confirmBookingAction } from '@/lib/booking/actions'
import { stepPath } from '@/lib/booking/rules/journey'
import { answerSentence, priceSentence } from '@/lib/booking/text'
import { cancellationSentence } from '@/lib/booking/text/cancelling'
import { draftAt, type StepProps, stepAfterTime } from '../journey'
import { keptVisit } from '../kept'
import { NoDraft } from '../no-draft'
import { StartAgain } from '../start-again'
import { TimeOfDraft } from '../time-of-draft'
import { personRows, visitRows } from './rows'

const TITLE = 'Check your appointment before booking'
export const metadata: Metadata = { title: TITLE }

export default async function CheckPage({ params }: StepProps) {
  const { clinic: clinicSlug } = await params
  const draft = await draftAt(clinicSlug)
  const visit = draft?.state === 'under_way' ? await keptVisit(draft) : null
  if (draft?.state !== 'under_way' || !visit) return <NoDraft clinicSlug={clinicSlug} draft={draft} />
  const actor = await currentActor()
  if (actor.kind === 'patient' && !draft.bookFor) redirect(stepPath(clinicSlug, 'person'))
  if (!draft.isWhole) redirect(stepPath(clinicSlug, 'details'))
  const { words, back } = await stepAfterTime(clinicSlug, 'check', visit.choices)
  const { requiresApproval, requestHours } = visit.service
  const title = requiresApproval ? 'Check your request before sending it' : TITLE
  const heading = { title, step: words, back }
  const facts = (
    <>
      <section aria-labelledby="appointment" className="flex flex-col gap-2">
        <h2 id="appointment" className="font-semibold text-heading">
          Appointment
        </h2>
        <SummaryList rows={visitRows(draft, visit)} />
      </section>
      <section aria-labelledby="person" className="flex flex-col gap-2">
        <h2 id="person" className="font-semibold text-heading">
          Patient
        </h2>
        <SummaryList rows={await personRows(draft, visit)} />
      </section>
    </>
  )
  if (!visit.kept)
    return (
      <Page {...heading}>
        <ActionForm action={chooseTimeAction}>
          {Object.entries({ clinicSlug, ...visit.choices }).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <TimeOfDraft draft={draft} visit={visit} />
        </ActionForm>
        {facts}
        <StartAgain draft={draft} />
      </Page>
    )
  const { lateCancelFeeCents, cancelNoticeHours, currency } = visit.clinic
  const policy = { cancelNoticeHours, lateCancelFeeCents, currency, service: visit.service }
  return (
    <>
      <FormPage {...heading} action={confirmBookingAction}>
        <input type="hidden" name="clinicSlug" value={clinicSlug} />
        <input type="hidden" name="holdId" value={visit.kept.holdId} />
        <Leaving clinicSlug={clinicSlug} />
        <TimeOfDraft draft={draft} visit={visit} />
        {facts}
        <p>
          {priceSentence({ priceCents: visit.priceCents, currency })} {cancellationSentence(policy)}
        </p>
        {requiresApproval && <p>{answerSentence(visit.clinic.name, requestHours)}</p>}
        <SubmitButton>{requiresApproval ? 'Send request' : 'Book appointment'}</SubmitButton>
      </FormPage>
      <StartAgain draft={draft} />
    </>
  )
}
