import { FormTextarea } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { Notification } from '@/components/ui/notification'
import { printMoney } from '@/lib/money'
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
  const { feeCents, isLate, currency, cancelNoticeHours, version } = booking
  const fee = printMoney(feeCents, currency)
  return (
    <FormPage title="Cancel this appointment?" back={base} action={action}>
      {Object.entries({ ...names, version: String(version) }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {isLate && feeCents > 0 ? (
        <Notification kind="warning" title={`Cancelling now costs ${fee}`}>
          <p>The appointment is in less than {cancelNoticeHours} hours. Moving it costs nothing.</p>
          <p>
            <Link href={`${base}/move`}>Move it instead</Link>
          </p>
        </Notification>
      ) : (
        <p>Cancelling now costs nothing. You can also move it to another time.</p>
      )}
      <BookingFacts booking={booking} patientName={patientName} />
      <FormTextarea
        name="reason"
        label="Why do you want to cancel?"
        optional
        hint="It helps us. The clinic’s staff see it."
        autoComplete="off"
        rows={2}
      />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <SubmitButton kind="danger">
          {isLate && feeCents > 0 ? `Cancel appointment for ${fee}` : 'Cancel appointment'}
        </SubmitButton>
        <Link href={base}>Keep it</Link>
      </div>
    </FormPage>
  )
}
