import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Section } from '@/components/ui/section'
import type { FormAction } from '@/lib/actions/state'
import type { FormTask } from '@/lib/intake/queries/tasks'
import { sectionsSentence } from '@/lib/intake/text/words'
import { localDate, printAppointmentTime, printPlainDate } from '@/lib/time'

type Props = {
  left: FormTask[]
  sent: FormTask[]
  /** The address below which each form has its own. */
  base: string
  start: FormAction<{ goTo: string }>
  /** Hidden fields that say who asks. */
  names?: Record<string, string>
  /** By patient, where there are several. */
  nameOf?: (patientId: string) => string | undefined
}

/** The forms somebody is asked for: what is incomplete, then what is completed. */
export function FormTasks({ left, sent, ...rest }: Props) {
  return (
    <>
      <Section id="incomplete" title="Incomplete">
        {left.length === 0 ? (
          <EmptyState title="Nothing to fill in">
            Forms that your clinic needs before a visit will be here.
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line border-line border-y">
            {left.map((task) => (
              <LeftTask key={keyOf(task)} task={task} {...rest} />
            ))}
          </ul>
        )}
      </Section>
      {sent.length > 0 && (
        <Section id="completed" title="Completed">
          <ul className="divide-y divide-line border-line border-y">
            {sent.map((task) => (
              <SentTask key={keyOf(task)} task={task} {...rest} />
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

type TaskProps = { task: FormTask } & Omit<Props, 'left' | 'sent'>

function LeftTask({ task, base, start, names, nameOf }: TaskProps) {
  const { title, submission, formId, booking, requestId } = task
  const fields = {
    ...names,
    formId,
    ...(booking && { bookingId: booking.id }),
    ...(requestId && { requestId }),
  }
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 py-3">
      <div className="min-w-0">
        {submission ? (
          <Link href={`${base}/${submission.id}`}>{title}</Link>
        ) : (
          <span className="font-medium">{title}</span>
        )}
        <WhatFor task={task} name={nameOf?.(task.patientId)} />
        {submission && (
          <p className="text-muted text-small">
            {sectionsSentence(submission.pagesDone, submission.pagesAsked)}
          </p>
        )}
      </div>
      {submission ? (
        <Badge tone="accent">In progress</Badge>
      ) : (
        <ActionForm action={start} className="flex">
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <SubmitButton kind="secondary">
            Start<span className="sr-only"> {title}</span>
          </SubmitButton>
        </ActionForm>
      )}
    </li>
  )
}

function SentTask({ task, base, nameOf }: TaskProps) {
  const { title, submission, clinic } = task
  if (!submission?.completedAt) return null
  return (
    <li className="flex items-start justify-between gap-x-6 py-3">
      <div className="min-w-0">
        <Link href={`${base}/${submission.id}/sent`}>{title}</Link>
        <WhatFor task={task} name={nameOf?.(task.patientId)} />
        <p className="text-muted text-small">
          Sent on {printPlainDate(localDate(submission.completedAt, clinic.timeZone))}
        </p>
      </div>
      <Badge tone="ok">Completed</Badge>
    </li>
  )
}

function WhatFor({ task: { booking, clinic }, name }: { task: FormTask; name: string | undefined }) {
  const visit = booking && `for ${printAppointmentTime(booking.startsAt, booking.timeZone)}`
  return <p className="text-muted text-small">{[name, clinic.name, visit].filter(Boolean).join(', ')}</p>
}

const keyOf = ({ formId, booking, requestId, submission }: FormTask) =>
  submission?.id ?? `${formId} ${booking?.id} ${requestId}`
