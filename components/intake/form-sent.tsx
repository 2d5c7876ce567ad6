import { EmergencyCard } from '@/components/clinics/emergency-card'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { PageBody } from '@/components/shell/page'
import { ConfirmationPanel } from '@/components/ui/confirmation-panel'
import { Disclosure } from '@/components/ui/disclosure'
import { Link } from '@/components/ui/link'
import { Section } from '@/components/ui/section'
import type { FormAction } from '@/lib/actions/state'
import type { MySubmission } from '@/lib/intake/queries/fill'
import { askedPages, isConsent, redFlagsOf } from '@/lib/intake/rules/pages'
import { RELATIONSHIP_WORDS } from '@/lib/intake/text/words'
import { printPhone } from '@/lib/people/text'
import { localDate, printPlainDate } from '@/lib/time'
import { AnswerList } from './answer-list'

type Props = {
  form: MySubmission
  back: string
  withdraw: FormAction<{ goTo: string }>
  names?: Record<string, string>
}

/** A form that was sent: what was sent, what was agreed to, and how to take that back. */
export function FormSent({ form, back, withdraw, names }: Props) {
  const { definition, title, filled, clinic, completedAt } = form
  const isUrgent = redFlagsOf(definition, filled.answers).length > 0
  return (
    <PageBody back={{ href: back, say: 'Your forms' }}>
      <ConfirmationPanel title="Form sent">
        <p>
          {clinic.name} has your answers
          {completedAt && ` since ${printPlainDate(localDate(completedAt, clinic.timeZone))}`}.
        </p>
      </ConfirmationPanel>
      <div className="flex flex-col gap-6">
        {isUrgent && <EmergencyCard timeZone={clinic.timeZone} />}
        <Section id="next" title="What happens next">
          <p>
            Your answers are looked at before or at your visit. If something in them changes, tell us when you
            come, or call {clinic.name} on{' '}
            <Link href={`tel:${clinic.phone}`}>{printPhone(clinic.phone)}</Link>.
          </p>
        </Section>
        <Consents form={form} withdraw={withdraw} names={names} />
        <Disclosure summary={`What you sent: ${title}`}>
          <div className="flex flex-col gap-6">
            <AnswerList pages={askedPages(definition, title, filled.answers)} answers={filled.answers} />
          </div>
        </Disclosure>
      </div>
    </PageBody>
  )
}

function Consents({ form, withdraw, names }: Omit<Props, 'back'>) {
  const { consents, definition, clinic } = form
  if (consents.length === 0) return null
  const asked = definition.questions.filter(isConsent)
  return (
    <Section id="consents" title="What you agreed to">
      <ul className="divide-y divide-line border-line border-y">
        {consents.map(({ id, questionId, givenAt, givenByName, relationship, withdrawnAt }) => {
          const consent = asked.find((one) => one.id === questionId)
          const what = relationship && ` (${wordOf(relationship).toLowerCase()})`
          return (
            <li key={id} className="flex flex-col items-start gap-2 py-3">
              <p className="font-medium">{consent?.title}</p>
              <p className="text-muted text-small">
                {givenByName}
                {what} agreed on {printPlainDate(localDate(givenAt, clinic.timeZone))}
                {withdrawnAt && `; withdrawn on ${printPlainDate(localDate(withdrawnAt, clinic.timeZone))}`}
              </p>
              <Disclosure
                summary={
                  <>
                    The text<span className="sr-only"> of {consent?.title}</span>
                  </>
                }
              >
                <div className="whitespace-pre-line">{consent?.text}</div>
              </Disclosure>
              {!withdrawnAt && (
                <ActionForm action={withdraw} className="flex">
                  {Object.entries({ ...names, consentId: id }).map(([name, value]) => (
                    <input key={name} type="hidden" name={name} value={value} />
                  ))}
                  <SubmitButton kind="secondary" size="small">
                    Withdraw<span className="sr-only"> {consent?.title}</span>
                  </SubmitButton>
                </ActionForm>
              )}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

const wordOf = (relationship: string) =>
  RELATIONSHIP_WORDS[relationship as keyof typeof RELATIONSHIP_WORDS] ?? relationship
