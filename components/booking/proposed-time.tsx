import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Card } from '@/components/ui/card'
import type { FormAction } from '@/lib/actions/state'
import type { Proposed } from '@/lib/booking/queries/mine'
import { printAppointmentTime } from '@/lib/time'

/** Another time that the clinic proposes, to be accepted or declined. */
export function ProposedTime({
  proposal: { id, startsAt, expiresAt, practitioner, location },
  answer: { action, fields },
}: {
  proposal: Proposed
  answer: { action: FormAction<{ goTo: string }>; fields: Record<string, string> }
}) {
  const { timeZone } = location
  return (
    <Card>
      <h2 className="font-semibold text-heading">The clinic proposes another time</h2>
      <p className="mt-2">
        {printAppointmentTime(startsAt, timeZone)} with {practitioner.name}
      </p>
      <p className="mt-1 mb-4 text-muted">
        It is kept for you until {printAppointmentTime(expiresAt, timeZone)}.
      </p>
      <ActionForm action={action}>
        {Object.entries({ ...fields, proposalId: id }).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div className="flex flex-wrap gap-3">
          <SubmitButton name="answer" value="accept">
            Accept this time
          </SubmitButton>
          <SubmitButton name="answer" value="decline" kind="secondary">
            Decline
          </SubmitButton>
        </div>
      </ActionForm>
    </Card>
  )
}
