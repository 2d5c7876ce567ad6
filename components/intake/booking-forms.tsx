import { ActionButton } from '@/components/form/action-button'
import { ActionForm } from '@/components/form/action-form'
import { FormRadioGroup, FormSelect } from '@/components/form/fields'
import { SubmitButton } from '@/components/form/submit-button'
import { Badge } from '@/components/ui/badge'
import { Disclosure } from '@/components/ui/disclosure'
import { Link } from '@/components/ui/link'
import { Section } from '@/components/ui/section'
import { askForFormAction, withdrawRequestAction } from '@/lib/intake/actions'
import type { BookingForm, FormChoice } from '@/lib/intake/queries/of-booking'
import { sectionsSentence } from '@/lib/intake/text/words'

/** The forms of a booking on its page: how far each is, and asking for another. `opens`: how whoever looks opens the answers: at once, or elsewhere with a reason; not at all. */
export function BookingForms({
  bookingId,
  forms,
  choices,
  opens,
}: {
  bookingId: string
  forms: BookingForm[]
  choices: FormChoice[]
  opens: 'read' | { elsewhere: string } | null
}) {
  return (
    <Section id="forms" title="Forms">
      {forms.length === 0 ? (
        <p className="text-muted">None is asked for.</p>
      ) : (
        <ul className="divide-y divide-line border-line border-y">
          {forms.map((form) => (
            <BookingFormLine key={`${form.formId} ${form.requestId}`} form={form} opens={opens} />
          ))}
        </ul>
      )}
      {choices.length > 0 && (
        <Disclosure summary="Ask for a form">
          <ActionForm action={askForFormAction} prefix="ask-">
            <input type="hidden" name="bookingId" value={bookingId} />
            <FormSelect
              name="formId"
              label="Form"
              options={choices.map(({ id, title }) => ({ value: id, label: title }))}
            />
            <FormRadioGroup
              name="when"
              label="Needed"
              defaultValue="visit"
              options={[
                { value: 'visit', label: 'For this appointment' },
                { value: 'any', label: 'At any time', hint: 'For patients who sign in' },
              ]}
            />
            <SubmitButton kind="secondary">Ask for it</SubmitButton>
          </ActionForm>
        </Disclosure>
      )}
    </Section>
  )
}

function BookingFormLine({
  form,
  opens,
}: {
  form: BookingForm
  opens: 'read' | { elsewhere: string } | null
}) {
  const { title, submissionId, state, requestId, pagesDone, pagesAsked } = form
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-2">
      <div className="min-w-0">
        {submissionId && opens ? (
          <Link href={opens === 'read' ? `/clinic/submissions/${submissionId}` : opens.elsewhere}>
            {title}
          </Link>
        ) : (
          <span className="font-medium">{title}</span>
        )}
        {state === 'draft' && (
          <p className="text-muted text-small">{sectionsSentence(pagesDone, pagesAsked)}</p>
        )}
      </div>
      <div className="flex items-center gap-2">
        {state === 'completed' ? (
          <Badge tone="ok">Completed</Badge>
        ) : (
          <Badge tone={state ? 'accent' : 'warn'}>{state ? 'In progress' : 'Not begun'}</Badge>
        )}
        {requestId && state === null && (
          <ActionButton
            action={withdrawRequestAction}
            fields={{ requestId }}
            said={`${title} is not asked for any more.`}
            kind="quiet"
            size="small"
          >
            Take back<span className="sr-only"> {title}</span>
          </ActionButton>
        )}
      </div>
    </li>
  )
}
