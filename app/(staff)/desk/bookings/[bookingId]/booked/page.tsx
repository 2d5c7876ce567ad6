import type { Metadata } from 'next'
import { dayHref } from '@/components/desk/day-toolbar'
import { SeriesVisits } from '@/components/desk/series-visits'
import { PageBody } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { ConfirmationPanel } from '@/components/ui/confirmation-panel'
import { requireActor } from '@/lib/access/current'
import { readBack } from '@/lib/booking/text'
import { localDate, printAppointmentTime } from '@/lib/time'
import { type BookingParams, bookingAt, titleOf } from '../booking'

export const generateMetadata = ({ params }: { params: BookingParams }): Promise<Metadata> =>
  titleOf('Appointment booked', params)

/** Read it back, give the reference, hang up. */
export default async function BookedPage({ params }: { params: BookingParams }) {
  const actor = await requireActor('staff')
  const booking = await bookingAt(actor, params)
  const { id, startsAt, location, patient, service, practitioner, type, mode, clinic } = booking
  const { timeZone } = location
  const { seriesVisits: visits } = booking
  const isSeries = visits.length > 0
  const sentence = readBack({
    ...{ startsAt, timeZone, type, mode, patientName: patient.name, serviceName: service.name },
    ...{ practitionerName: practitioner.name, locationName: location.name },
  })
  return (
    <PageBody>
      <ConfirmationPanel title={isSeries ? `${visits.length} appointments booked` : 'Appointment booked'}>
        <p>{isSeries ? 'Reference of the first' : 'Reference'}</p>
        <p className="font-semibold text-title tracking-widest">{booking.reference}</p>
      </ConfirmationPanel>
      <div className="flex flex-col gap-6">
        <section aria-labelledby="read-back">
          <h2 id="read-back" className="font-semibold text-heading">
            Read it back
          </h2>
          {isSeries ? (
            <div className="mt-2 flex flex-col gap-3 border-accent border-l-4 pl-4">
              <p className="text-lead">
                “{patient.name} has {visits.length} appointments ({service.name}) with {practitioner.name}:”
              </p>
              <SeriesVisits visits={visits} timeZone={timeZone} />
            </div>
          ) : (
            <p className="mt-2 border-accent border-l-4 pl-4 text-lead">“{sentence}”</p>
          )}
        </section>
        <p>
          {!isSeries && `${printAppointmentTime(startsAt, timeZone)}. `}
          {patient.email
            ? `A confirmation goes to ${patient.email}.`
            : 'No email address on file, so no confirmation is sent.'}
        </p>
        <div className="flex flex-wrap gap-2">
          <LinkButton href="/desk/book">Book for another caller</LinkButton>
          <LinkButton
            kind="secondary"
            href={dayHref({ path: '/desk', day: localDate(startsAt, clinic.timeZone) })}
          >
            Go to that day
          </LinkButton>
          <LinkButton kind="quiet" href={`/desk/bookings/${id}`}>
            The appointment
          </LinkButton>
        </div>
      </div>
    </PageBody>
  )
}
