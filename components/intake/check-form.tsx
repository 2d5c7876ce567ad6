import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import type { FormAction } from '@/lib/actions/state'
import type { MySubmission } from '@/lib/intake/queries/fill'
import { askedConsents, progressOf } from '@/lib/intake/rules/pages'
import { AnswerList } from './answer-list'
import { ConsentTexts, WhoAgrees } from './consent-fields'

type Props = {
  form: MySubmission
  base: string
  action: FormAction<{ goTo: string }>
  names?: Record<string, string>
}

/** "Check your answers": then on to what has to be agreed to, or sent from here where nothing has. */
export function CheckForm({ form, base, action, names }: Props) {
  const { definition, title, filled, clinic } = form
  const { pages, isReady } = progressOf(definition, title, filled)
  const answers = <AnswerList pages={pages} answers={filled.answers} base={base} />
  const lead = `Nothing has been sent to ${clinic.name} yet.`
  if (!isReady || askedConsents(definition, filled.answers).length > 0)
    return (
      <Page title="Check your answers" lead={lead} back={{ href: base, say: title }}>
        {answers}
        <p>
          {isReady ? (
            <LinkButton href={`${base}/consent`}>Continue</LinkButton>
          ) : (
            <LinkButton href={base}>Go to what is not answered yet</LinkButton>
          )}
        </p>
      </Page>
    )
  return (
    <FormPage title="Check your answers" lead={lead} back={{ href: base, say: title }} action={action}>
      <Hidden fields={{ ...names, submissionId: form.id }} />
      {answers}
      <SubmitButton>Send to {clinic.name}</SubmitButton>
    </FormPage>
  )
}

/** What has to be agreed to, in full, and by whom; then it is sent. `isChild`: too young to agree alone. */
export function ConsentForm({ form, base, action, names, isChild }: Props & { isChild: boolean }) {
  const { definition, filled, clinic } = form
  return (
    <FormPage
      title="Agree and send"
      lead={`Then your answers go to ${clinic.name}.`}
      back={{ href: `${base}/check`, say: 'Check your answers' }}
      action={action}
    >
      <Hidden fields={{ ...names, submissionId: form.id }} />
      <ConsentTexts consents={askedConsents(definition, filled.answers)} />
      <WhoAgrees isChild={isChild} />
      <SubmitButton>Accept and send</SubmitButton>
    </FormPage>
  )
}

function Hidden({ fields }: { fields: Record<string, string> }) {
  return Object.entries(fields).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ))
}
