import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { Notification } from '@/components/ui/notification'
import { previewPageAction } from '@/lib/intake/actions'
import type { FormVersionView } from '@/lib/intake/queries/building'
import { askedConsents, askedPages } from '@/lib/intake/rules/pages'
import type { Answers } from '@/lib/intake/schema/answers'
import { ConsentTexts } from '../consent-fields'
import { QuestionField } from '../question-field'
import { VersionBadge } from './form-list'

type Props = { formId: string; version: FormVersionView; pageId: string | undefined; answers: Answers }

/** A version, page by page as a patient meets it: what is asked next follows from what is answered. Nothing is kept. */
export function Preview({ formId, version, pageId, answers }: Props) {
  const { id, number, title, definition } = version
  const pages = askedPages(definition, title, answers)
  const n = pageId ? pages.findIndex((page) => page.id === pageId) : 0
  const page = pages[n]
  const back = { href: `/admin/forms/${formId}`, say: 'The form' }
  if (!page) return <End formId={formId} version={version} answers={answers} />
  return (
    <FormPage
      key={page.id}
      title={page.title}
      lead={page.lead ?? (n === 0 ? definition.lead : undefined)}
      step={`Preview of “${title}”, version ${number}: section ${n + 1} of ${pages.length}`}
      back={back}
      action={previewPageAction}
    >
      <input type="hidden" name="versionId" value={id} />
      <input type="hidden" name="page" value={page.id} />
      <input type="hidden" name="before" value={JSON.stringify(answers)} />
      {page.questions.map((question) =>
        question.type === 'file' ? (
          <p key={question.id}>{question.label}: here a patient chooses a file.</p>
        ) : (
          <QuestionField key={question.id} question={question} answer={undefined} />
        ),
      )}
      <SubmitButton>Save and continue</SubmitButton>
    </FormPage>
  )
}

function End({ formId, version, answers }: Omit<Props, 'pageId'>) {
  const { number, title, state, definition } = version
  const consents = askedConsents(definition, answers)
  return (
    <Page
      title={consents.length > 0 ? 'Agree and send' : 'Check your answers'}
      back={{ href: `/admin/forms/${formId}`, say: 'The form' }}
    >
      <Notification title="The end of the preview">
        <p>
          “{title}”, version {number} <VersionBadge state={state} />. A patient checks the answers
          {consents.length > 0 && ', agrees to what follows'} and sends them. Here nothing was kept.
        </p>
      </Notification>
      <ConsentTexts consents={consents} />
      <p>
        <LinkButton kind="secondary" href={`/admin/forms/${formId}/versions/${number}`}>
          Begin again
        </LinkButton>
      </p>
    </Page>
  )
}
