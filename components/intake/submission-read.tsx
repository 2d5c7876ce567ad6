import { ActionButton } from '@/components/form/action-button'
import { Badge } from '@/components/ui/badge'
import { Disclosure } from '@/components/ui/disclosure'
import { Link } from '@/components/ui/link'
import { Notification } from '@/components/ui/notification'
import { Section } from '@/components/ui/section'
import { SummaryList } from '@/components/ui/summary-list'
import { finishTaskAction } from '@/lib/intake/actions'
import type { ReadAnswer, ReadConsent, ReadSubmission } from '@/lib/intake/queries/read'
import { RELATIONSHIP_WORDS } from '@/lib/intake/text/words'
import { printAppointmentTime } from '@/lib/time'

/** What a patient answered, as clinicians read it: what has to be looked at first. */
export function SubmissionRead({ submission }: { submission: ReadSubmission }) {
  const { pages, consents, task, sentAt, timeZone } = submission
  const flagged = pages.flatMap(({ answers }) => answers.filter(({ isFlagged }) => isFlagged))
  return (
    <>
      {sentAt === null && (
        <Notification kind="info" title="Not sent yet">
          The patient has not sent this form. What they saved so far is below.
        </Notification>
      )}
      {flagged.length > 0 && (
        <Notification kind="warning" title="To look at before the visit">
          <ul className="list-disc pl-5">
            {flagged.map(({ id, label, answer }) => (
              <li key={id}>
                {label} <strong className="font-semibold">{answer}</strong>
              </li>
            ))}
          </ul>
          {task && !task.isDone && (
            <ActionButton
              action={finishTaskAction}
              fields={{ taskId: task.id }}
              said="Ticked off."
              kind="secondary"
            >
              Looked at
            </ActionButton>
          )}
        </Notification>
      )}
      {pages.map(({ id, title, answers }) => (
        <Section key={id} id={`answers-${id}`} title={title}>
          <SummaryList rows={answers.map(rowOf)} />
        </Section>
      ))}
      {consents.length > 0 && (
        <Section id="consents" title="Consent">
          <ul className="divide-y divide-line border-line border-y">
            {consents.map((consent) => (
              <ConsentLine key={consent.id} consent={consent} timeZone={timeZone} />
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

function rowOf({ label, answer, isFlagged, section, files }: ReadAnswer) {
  if (files.length > 0)
    return {
      label,
      value: files.map(({ id, name }) => (
        <span key={id} className="block">
          <Link href={`/api/files/${id}`}>{name}</Link>
        </span>
      )),
    }
  return {
    label,
    value: answer && (
      <span className="flex flex-wrap items-center gap-2">
        <span className="whitespace-pre-line">{answer}</span>
        {isFlagged && <Badge tone="warn">Look at this</Badge>}
        {section && <Badge>Proposed to the chart</Badge>}
      </span>
    ),
  }
}

function ConsentLine({ consent, timeZone }: { consent: ReadConsent; timeZone: string }) {
  const { title, text, givenAt, givenByName, relationship, ip, withdrawnAt } = consent
  const word = RELATIONSHIP_WORDS[relationship as keyof typeof RELATIONSHIP_WORDS]
  return (
    <li className="flex flex-col items-start gap-1.5 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{title}</span>
        <Badge tone={withdrawnAt ? 'danger' : 'ok'}>{withdrawnAt ? 'Withdrawn' : 'Given'}</Badge>
      </div>
      <p className="text-muted text-small">
        {givenByName}
        {word && ` (${word.toLowerCase()})`}, {printAppointmentTime(givenAt, timeZone)}, from {ip}
        {withdrawnAt && `; withdrawn ${printAppointmentTime(withdrawnAt, timeZone)}`}
      </p>
      <Disclosure summary="The text">
        <div className="whitespace-pre-line">{text}</div>
      </Disclosure>
    </li>
  )
}
