import type { Metadata } from 'next'
import { BookingFacts } from '@/components/desk/booking-facts'
import { BookingHistory } from '@/components/desk/booking-history'
import { StepButton } from '@/components/desk/day-actions'
import { dayHref } from '@/components/desk/day-toolbar'
import { SeriesVisits } from '@/components/desk/series-visits'
import { ActionButton } from '@/components/form/action-button'
import { BookingForms } from '@/components/intake/booking-forms'
import { NoteButton } from '@/components/notes/note-button'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { Notification } from '@/components/ui/notification'
import { Section } from '@/components/ui/section'
import type { StaffActor } from '@/lib/access/actor'
import { requireActor } from '@/lib/access/current'
import { acceptRequestAction } from '@/lib/booking/actions'
import { canStaffMove, isCancelOffered, stepsFrom } from '@/lib/booking/rules'
import { acceptedSentence } from '@/lib/booking/text'
import { mayReadLooks } from '@/lib/care/policy'
import { isTreating } from '@/lib/care/queries/relation'
import { mayReadChart } from '@/lib/chart/policy'
import { mayReadSubmissions } from '@/lib/intake/policy'
import { listFormsOfBooking } from '@/lib/intake/queries/of-booking'
import { printMoney } from '@/lib/money'
import { mayWriteNotes } from '@/lib/notes/policy'
import { notesByBooking } from '@/lib/notes/queries/unsigned'
import { canBeNoted } from '@/lib/notes/rules'
import { localDate, printAppointmentTime } from '@/lib/time'
import { type BookingParams, bookingAt, titleOf } from './booking'

export const generateMetadata = ({ params }: { params: BookingParams }): Promise<Metadata> =>
  titleOf('Appointment', params)

type Props = { params: BookingParams; searchParams: Promise<{ done?: string }> }

/** One booking: what it is, what can be done, what was done. */
export default async function BookingPage({ params, searchParams }: Props) {
  const actor = await requireActor('staff')
  const booking = await bookingAt(actor, params)
  const { done } = await searchParams
  const forms = await listFormsOfBooking(actor, booking.id)
  const { id, status, version, startsAt, location, patient, clinic } = booking
  const subject = { id, status, version, startsAt, timeZone: location.timeZone, patientName: patient.name }
  const time = printAppointmentTime(startsAt, location.timeZone)
  const told = patient.email
    ? `${patient.name} is told by mail.`
    : 'They have no email address: tell them by phone.'
  return (
    <Page
      wide
      title={`${patient.name}, ${booking.reference}`}
      lead={time}
      back={{ href: dayHref({ path: '/desk', day: localDate(startsAt, clinic.timeZone) }), say: 'The day' }}
    >
      {done === 'moved' && status === 'confirmed' && (
        <Notification kind="success" title={`Moved to ${time}`}>
          {told}
        </Notification>
      )}
      {done === 'cancelled' && status === 'cancelled' && (
        <Notification kind="success" title={cancelledTitle(booking)}>
          {told}
        </Notification>
      )}
      {done === 'asked' && <Notification kind="success" title={`${patient.name} is asked for the form`} />}
      <div className="flex flex-wrap gap-2 print:hidden">
        {stepsFrom(status).map((step, n) => (
          <StepButton
            key={step}
            item={subject}
            step={step}
            kind={n === 0 && step !== 'undo' ? 'primary' : 'secondary'}
          />
        ))}
        {status === 'requested' && (
          <>
            <ActionButton
              action={acceptRequestAction}
              fields={{ bookingId: id, version: String(version) }}
              said={acceptedSentence(patient.name, patient.email !== null)}
            >
              Accept
            </ActionButton>
            <LinkButton kind="secondary" href={`/desk/bookings/${id}/propose`}>
              Propose another time
            </LinkButton>
            <LinkButton kind="secondary" href={`/desk/bookings/${id}/decline`}>
              Decline
            </LinkButton>
          </>
        )}
        {canStaffMove(status) && (
          <LinkButton kind="secondary" href={`/desk/bookings/${id}/move`}>
            Move
          </LinkButton>
        )}
        {isCancelOffered(status) && (
          <LinkButton kind="secondary" href={`/desk/bookings/${id}/cancel`}>
            Cancel appointment
          </LinkButton>
        )}
        {mayWriteNotes(actor, actor.clinicId) && canBeNoted(status) && (
          <NoteButton
            bookingId={id}
            note={(await notesByBooking(actor, [id])).get(id)}
            whose={patient.name}
          />
        )}
        {mayReadLooks(actor, actor.clinicId) && (
          <LinkButton kind="quiet" href={`/clinic/looks/${patient.id}`}>
            Who opened the record
          </LinkButton>
        )}
        {mayReadChart(actor, actor.clinicId) && (
          <LinkButton kind="secondary" href={`/clinic/charts/${patient.id}`}>
            Open chart
          </LinkButton>
        )}
        <LinkButton kind="quiet" href={`/desk/book/${patient.id}`}>
          Book again
        </LinkButton>
      </div>
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-2">
        <div className="flex flex-col gap-8">
          <BookingFacts booking={booking} />
          {booking.seriesVisits.length > 0 && (
            <Section id="series" title="Series">
              <SeriesVisits visits={booking.seriesVisits} here={id} timeZone={location.timeZone} />
            </Section>
          )}
          <BookingForms bookingId={id} {...forms} opens={await howOpened(actor, patient.id)} />
        </div>
        <BookingHistory history={booking.history} timeZone={location.timeZone} />
      </div>
    </Page>
  )
}

/** Where the answers of the patient's forms are opened: by who treats them, by another clinician for a reason, and by nobody else. */
async function howOpened(actor: StaffActor, patientId: string) {
  if (!mayReadSubmissions(actor, actor.clinicId)) return null
  return (await isTreating(actor, patientId)) ? ('read' as const) : { elsewhere: `/clinic/open/${patientId}` }
}

function cancelledTitle({ cancelFeeCents, currency }: { cancelFeeCents: number | null; currency: string }) {
  return cancelFeeCents
    ? `Cancelled; the late fee of ${printMoney(cancelFeeCents, currency)} applies`
    : 'Cancelled, free of charge'
}
