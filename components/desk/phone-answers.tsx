import { ActionButton } from '@/components/form/action-button'
import { answerForCallerAction } from '@/lib/booking/actions'

/** What somebody says on the phone to the time that is proposed. `kind`: primary where the next thing is to call. */
export function PhoneAnswers({
  bookingId,
  proposalId,
  patientName,
  kind = 'secondary',
}: {
  bookingId: string
  proposalId: string
  patientName: string
  kind?: 'primary' | 'secondary'
}) {
  const of = <span className="sr-only"> by {patientName}</span>
  return (
    <>
      <ActionButton
        action={answerForCallerAction}
        fields={{ bookingId, proposalId, answer: 'accept' }}
        said={`Accepted for ${patientName}`}
        kind={kind}
        size="small"
      >
        Accepted by phone{of}
      </ActionButton>
      <ActionButton
        action={answerForCallerAction}
        fields={{ bookingId, proposalId, answer: 'decline' }}
        said={`Declined for ${patientName}`}
        kind="secondary"
        size="small"
      >
        Declined by phone{of}
      </ActionButton>
    </>
  )
}
