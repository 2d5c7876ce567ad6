import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Notification } from '@/components/ui/notification'
import { Section } from '@/components/ui/section'
import { beginDraftAction, publishFormAction, retireFormAction } from '@/lib/intake/actions'
import type { FormRecord } from '@/lib/intake/queries/building'
import { TYPES } from '@/lib/intake/schema/building'
import { TYPE_WORDS, titleOf } from '@/lib/intake/text/building'
import { localDate, printPlainDate } from '@/lib/time'
import { VersionBadge } from './form-list'
import { QuestionList } from './question-list'

const DONE: Record<string, string> = {
  published: 'Published: patients are asked this version from now on',
  retired: 'Retired: nobody is asked for it any more',
  services: 'Saved which services ask for it',
}

/** A form: its draft to be written, what is published, which services ask for it, and all its versions. */
export function FormRecordView({ form, done }: { form: FormRecord; done: string | undefined }) {
  const { id, title, draft, published } = form
  const said = done && DONE[done]
  return (
    <Page wide title={title} back={{ href: '/admin/forms', say: 'Forms' }}>
      {said && <Notification kind="success" title={said} />}
      {draft ? (
        <Draft form={form} />
      ) : (
        <Section id="questions" title={published ? `Version ${published.number}` : 'Retired'}>
          {published && (
            <ol className="list-decimal pl-6">
              {published.definition.questions.map((question) => (
                <li key={question.id} className={question.type === 'section' ? 'font-semibold' : ''}>
                  {titleOf(question)}
                </li>
              ))}
            </ol>
          )}
          <ActionForm action={beginDraftAction} className="flex">
            <input type="hidden" name="formId" value={id} />
            <SubmitButton>Change it in a draft</SubmitButton>
          </ActionForm>
        </Section>
      )}
      <Services form={form} />
      <Versions form={form} />
      {published && (
        <ActionForm action={retireFormAction} className="flex" prefix="retire-">
          <input type="hidden" name="formId" value={id} />
          <SubmitButton kind="danger">Stop asking for it</SubmitButton>
        </ActionForm>
      )}
    </Page>
  )
}

function Draft({ form: { id, draft, seen, problems } }: { form: FormRecord }) {
  if (!draft) return null
  const base = `/admin/forms/${id}`
  const whole = problems.filter(({ question }) => question === undefined)
  return (
    <Section id="draft" title={`Draft of version ${draft.number}`}>
      <p className="flex flex-wrap gap-x-4 gap-y-1">
        <Link href={`${base}/details`}>Title and introduction</Link>
        <Link href={`${base}/versions/${draft.number}`}>Preview as the patient</Link>
      </p>
      <QuestionList formId={id} seen={seen} definition={draft.definition} problems={problems} />
      <div className="flex flex-col gap-2">
        <p className="font-medium" id="add">
          Add
        </p>
        <ul aria-labelledby="add" className="flex flex-wrap gap-2">
          {TYPES.map((type) => (
            <li key={type}>
              <LinkButton kind="secondary" size="small" href={`${base}/questions/new?type=${type}`}>
                {TYPE_WORDS[type]}
              </LinkButton>
            </li>
          ))}
        </ul>
      </div>
      {whole.map(({ say }) => (
        <p key={say} className="font-medium text-danger">
          {say}
        </p>
      ))}
      {problems.length > 0 ? (
        <p>It can be published when what is said in red is mended.</p>
      ) : (
        <ActionForm action={publishFormAction} className="flex" prefix="publish-">
          <input type="hidden" name="formId" value={id} />
          <input type="hidden" name="seen" value={seen} />
          <SubmitButton>Publish version {draft.number}</SubmitButton>
        </ActionForm>
      )}
    </Section>
  )
}

function Services({ form: { id, services } }: { form: FormRecord }) {
  const words = { all: 'every visit', initial: 'first visits', follow_up: 'follow-ups' }
  return (
    <Section id="services" title="Asked for by">
      <ul className="list-disc pl-6">
        {services.flatMap(({ id: serviceId, name, asks }) =>
          asks === 'no' ? [] : [<li key={serviceId}>{`${name}: before ${words[asks]}`}</li>],
        )}
      </ul>
      <p>
        <Link href={`/admin/forms/${id}/services`}>Change which services ask for it</Link>
      </p>
    </Section>
  )
}

function Versions({ form: { id, versions, timeZone } }: { form: FormRecord }) {
  const date = (at: Date) => printPlainDate(localDate(at, timeZone))
  return (
    <Section id="versions" title="Versions">
      <ul className="divide-y divide-line border-line border-y">
        {versions.map(({ number, state, publishedAt, retiredAt }) => (
          <li key={number} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
            <Link href={`/admin/forms/${id}/versions/${number}`}>Version {number}</Link>
            <VersionBadge state={state} />
            <span className="text-muted text-small">
              {publishedAt && `published ${date(publishedAt)}`}
              {retiredAt && `, retired ${date(retiredAt)}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
