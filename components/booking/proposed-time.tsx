import type { ReactNode } from 'react'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Card } from '@/components/ui/card'
import type { FormAction } from '@/lib/actions/state'
import type { Proposed } from '@/lib/booking/queries/mine'
import { printAppointmentTime } from '@/lib/time'

/** How a proposal is answered: the action, and the fields that say of which booking. */
export type Answer = { action: FormAction<{ goTo: string }>; fields: Record<string, string> }

/** Another time that the clinic proposes, to be accepted or declined. `instead`: what else can be done, between the two. */
export function ProposedTime({
  proposal: { id, startsAt, expiresAt, practitioner, location },
  answer: { action, fields },
  title = 'The clinic proposes another time',
  lead,
  decline = 'Decline',
  instead,
}: {
  proposal: Proposed
  answer: Answer
  title?: string
  lead?: ReactNode
  decline?: string
  instead?: ReactNode
}) {
  const { timeZone } = location
  return (
    <Card>
      <h2 className="font-semibold text-heading">{title}</h2>
      {lead}
      <p className="font-semibold">
        {printAppointmentTime(startsAt, timeZone)} with {practitioner.name}
      </p>
      <p className="mb-1 text-muted">It is kept for you until {printAppointmentTime(expiresAt, timeZone)}.</p>
      <ActionForm action={action}>
        {Object.entries({ ...fields, proposalId: id }).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div className="flex flex-wrap gap-3">
          <SubmitButton name="answer" value="accept">
            Accept this time
          </SubmitButton>
          {instead}
          <SubmitButton name="answer" value="decline" kind={instead ? 'quiet' : 'secondary'}>
            {decline}
          </SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
