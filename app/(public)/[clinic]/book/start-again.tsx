import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { startAgainAction } from '@/lib/booking/actions'
import type { BookingDraft } from '@/lib/booking/schema/draft'

/** At the end of a page of the journey, where this browser keeps something of one: forgets it. For computers that many people use. */
export function StartAgain({ draft }: { draft: BookingDraft | null }) {
  if (!draft) return null
  const isBooked = draft.state === 'booked'
  return (
    <ActionForm
      action={startAgainAction}
      prefix="again-"
      className="mt-10 flex flex-col items-start gap-3 border-line border-t pt-4 print:hidden"
    >
      <input type="hidden" name="clinicSlug" value={draft.clinicSlug} />
      <p className="text-muted">
        {isBooked
          ? 'This browser still keeps the way to your appointment. If others use it too, clear it before you go.'
          : 'This browser keeps what you type for 40 minutes. If others use it too, clear it before you go.'}
      </p>
      <SubmitButton kind="quiet">
        {isBooked ? 'Clear it from this browser' : 'Start again, clear my answers'}
      </SubmitButton>
    </ActionForm>
  )
}
