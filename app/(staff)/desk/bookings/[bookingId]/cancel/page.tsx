import type { Metadata } from 'next'
import { LateFee } from '@/components/desk/late-fee'
import { TooLate } from '@/components/desk/too-late'
import { WithFollowing } from '@/components/desk/with-following'
import { FormTextarea } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { LinkButton } from '@/components/ui/button'
import { requireActor } from '@/lib/access/current'
import { staffCancelAction } from '@/lib/booking/actions'
import { cancellationFee, canStaffCancel } from '@/lib/booking/rules'
import { CANCEL_WORDS, clinicCancelSentence } from '@/lib/booking/text/cancelling'
import { now } from '@/lib/clock'
import { printAppointmentTime } from '@/lib/time'
import { type BookingParams, bookingAt, titleOf } from '../booking'

export const generateMetadata = ({ params }: { params: BookingParams }): Promise<Metadata> =>
  titleOf(CANCEL_WORDS.button, params)

/** Cancelling by the clinic: tells the patient, asks why, and inside the notice what becomes of the fee. */
export default async function CancelPage({ params }: { params: BookingParams }) {
  const actor = await requireActor('staff')
  const booking = await bookingAt(actor, params)
  const { id, version, status, patient, practitioner, startsAt, location } = booking
  const href = `/desk/bookings/${id}`
  if (!canStaffCancel(status)) return <TooLate deed="cancelled" status={status} href={href} />
  return (
    <FormPage
      title={`Cancel ${patient.name}’s appointment?`}
      lead={`${printAppointmentTime(startsAt, location.timeZone)} with ${practitioner.name}`}
      back={{ href, say: 'The appointment' }}
      action={staffCancelAction}
    >
      <p>{clinicCancelSentence(patient.email !== null)}</p>
      <LateFee dueCents={cancellationFee(booking, now())} currency={booking.currency} />
      <WithFollowing seriesPosition={booking.seriesPosition} deed="Cancel" />
      <input type="hidden" name="bookingId" value={id} />
      <input type="hidden" name="version" value={version} />
      <FormTextarea
        name="reason"
        label="Reason"
        hint="For the history and the day’s list"
        optional
        rows={2}
      />
      <div className="flex flex-wrap gap-2">
        <SubmitButton kind="danger">{CANCEL_WORDS.button}</SubmitButton>
        <LinkButton kind="secondary" href={href}>
          {CANCEL_WORDS.keep}
        </LinkButton>
      </div>
    </FormPage>
  )
}
