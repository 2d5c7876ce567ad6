import { Page } from '@/components/shell/page'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Notification } from '@/components/ui/notification'
import type { MySubmission } from '@/lib/intake/queries/fill'
import { isPageDone, progressOf } from '@/lib/intake/rules/pages'
import { sectionsSentence } from '@/lib/intake/text/words'
import { localDate, printPlainDate } from '@/lib/time'

type FormProps = {
  form: MySubmission
  /** The address of this form; its list is one step up. */
  base: string
  back: string
}

/** A form's sections, each with its state, and the way on. */
export function FormSections({ form, base, back }: FormProps) {
  const { definition, title, filled, canFill, clinic } = form
  const { pages, done, isReady } = progressOf(definition, title, filled)
  const next = pages.find((page) => !isPageDone(page, filled))
  if (!canFill) return <FormOver form={form} back={back} />
  return (
    <Page title={title} lead={definition.lead} back={{ href: back, say: 'Your forms' }}>
      {filled.carriedFrom && (
        <Notification kind="info" title="We have filled in what you told us last time">
          <p>
            That was on {printPlainDate(localDate(new Date(filled.carriedFrom), clinic.timeZone))}. Look at
            each section, and change what is not right any more.
          </p>
        </Notification>
      )}
      <p>
        {sectionsSentence(done, pages.length)}. Each is saved when you go on, so you can stop and come back.
      </p>
      <ul className="divide-y divide-line border-line border-y">
        {pages.map((page) => {
          const isDone = isPageDone(page, filled)
          return (
            <li key={page.id} className="flex items-start justify-between gap-x-6 py-3">
              <Link href={`${base}/${page.id}`} aria-describedby={`state-${page.id}`}>
                {page.title}
              </Link>
              <span id={`state-${page.id}`}>
                <Badge tone={isDone ? 'ok' : 'accent'}>{isDone ? 'Completed' : 'Incomplete'}</Badge>
              </span>
            </li>
          )
        })}
      </ul>
      <p>
        <LinkButton href={next && !isReady ? `${base}/${next.id}` : `${base}/check`}>
          {isReady ? 'Check your answers' : done === 0 ? 'Begin' : 'Continue'}
        </LinkButton>
      </p>
    </Page>
  )
}

/** A form that cannot be sent any more. */
function FormOver({ form, back }: Omit<FormProps, 'base'>) {
  return (
    <Page title="This form can no longer be sent" back={{ href: back, say: 'Your forms' }}>
      <p>
        {form.title} was for an appointment that is over or does not take place. What you typed has not been
        sent to {form.clinic.name}.
      </p>
    </Page>
  )
}
