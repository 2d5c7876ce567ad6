import type { Metadata } from 'next'
import { TooLate } from '@/components/desk/too-late'
import { FormTextarea } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { LinkButton } from '@/components/ui/button'
import { requireActor } from '@/lib/access/current'
import { declineRequestAction } from '@/lib/booking/actions'
import { printAppointmentTime } from '@/lib/time'
import { type BookingParams, bookingAt, titleOf } from '../booking'

export const generateMetadata = ({ params }: { params: BookingParams }): Promise<Metadata> =>
  titleOf('Decline the request', params)

/** No to what a patient asked for, with the reason they read. */
export default async function DeclinePage({ params }: { params: BookingParams }) {
  const actor = await requireActor('staff')
  const { id, version, status, patient, practitioner, startsAt, location } = await bookingAt(actor, params)
  const href = `/desk/bookings/${id}`
  if (status !== 'requested') return <TooLate deed="cancelled" status={status} href={href} />
  return (
    <FormPage
      title={`Decline ${patient.name}’s request?`}
      lead={`${printAppointmentTime(startsAt, location.timeZone)} with ${practitioner.name}`}
      back={{ href, say: 'The appointment' }}
      action={declineRequestAction}
    >
      <input type="hidden" name="bookingId" value={id} />
      <input type="hidden" name="version" value={version} />
      <FormTextarea
        name="reason"
        label="Why"
        hint="The patient reads this in a mail: nothing about their health"
        rows={3}
      />
      <div className="flex flex-wrap gap-2">
        <SubmitButton kind="danger">Decline the request</SubmitButton>
        <LinkButton kind="secondary" href={href}>
          Not now
        </LinkButton>
      </div>
    </FormPage>
  )
}
