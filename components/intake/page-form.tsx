import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import type { FormAction, FormState } from '@/lib/actions/state'
import type { MySubmission } from '@/lib/intake/queries/fill'
import type { FormPage as Page } from '@/lib/intake/rules/pages'
import { QuestionField } from './question-field'

/** One section of a form, to be answered. `seen`: what its answers were when the page was made. */
export function PageForm({
  form,
  page,
  step,
  seen,
  base,
  action,
  address,
  answered,
  names,
}: {
  form: MySubmission
  page: Page
  step: string
  seen: string
  base: string
  action: FormAction<{ goTo: string }>
  /** Where it goes instead if it has files in it, and what was answered there before, without a script. */
  address: string
  answered: FormState<{ goTo: string }> | undefined
  names?: Record<string, string>
}) {
  const { id, filled } = form
  const hidden = { ...names, submissionId: id, page: page.id, seen }
  const isCarried = filled.carriedFrom !== null && !filled.done.includes(page.id)
  return (
    <FormPage
      title={page.title}
      lead={page.lead}
      step={step}
      back={{ href: base, say: form.title }}
      {...(page.questions.some(({ type }) => type === 'file') ? { address, initial: answered } : { action })}
      instead={{
        born_unsaid: (
          <div className="rounded-card border border-warn bg-warn-soft p-4" role="alert">
            <p className="font-semibold">It has been a while</p>
            <p>
              <Link href={`${base.replace(/\/[^/]+$/, '')}/who`} target="_blank">
                Say the date of birth again (opens in a new tab)
              </Link>
              , come back here and press the button again. What you typed is still here.
            </p>
          </div>
        ),
      }}
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {isCarried && <p className="text-muted">This is what you told us last time. Is it still right?</p>}
      {page.questions.map((question) => (
        <QuestionField key={question.id} question={question} answer={filled.answers[question.id]} />
      ))}
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <SubmitButton>Save and continue</SubmitButton>
        <Link href={base}>Leave this section</Link>
      </div>
    </FormPage>
  )
}
