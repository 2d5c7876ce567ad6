import { FormTextarea } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { Notification } from '@/components/ui/notification'
import { CANCEL_WORDS, lateCancelWords, WITHDRAW_WORDS } from '@/lib/booking/text/cancelling'
import { BookingFacts } from './booking-facts'
import type { OwnAction, OwnBooking } from './own-appointment'

/** "Cancel this appointment?", with what it costs before the button. `names`: hidden fields that say which booking. */
export function OwnCancel({
  booking,
  base,
  action,
  names,
  patientName,
}: {
  booking: OwnBooking
  base: string
  action: OwnAction
  names: Record<string, string>
  patientName?: string
}) {
  const late = lateCancelWords(booking)
  const words = booking.status === 'requested' ? WITHDRAW_WORDS : CANCEL_WORDS
  return (
    <FormPage title={words.title} back={base} action={action}>
      {Object.entries({ ...names, version: String(booking.version) }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {late ? (
        <Notification kind="warning" title={late.title}>
          <p>{late.say}</p>
          {booking.canMove && (
            <p>
              <Link href={`${base}/move`}>{words.moveInstead}</Link>
            </p>
          )}
        </Notification>
      ) : (
        <p>{booking.canMove ? words.free : words.freeOnly}</p>
      )}
      <BookingFacts booking={booking} patientName={patientName} />
      <FormTextarea
        name="reason"
        label={words.reason}
        optional
        hint={words.reasonHint}
        autoComplete="off"
        rows={2}
      />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <SubmitButton kind="danger">{late?.button ?? words.button}</SubmitButton>
        <Link href={base}>{words.keep}</Link>
      </div>
    </FormPage>
  )
}
