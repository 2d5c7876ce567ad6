import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Notification } from '@/components/ui/notification'
import type { FormAction } from '@/lib/actions/state'
import type { ChangeTerms, Proposed } from '@/lib/booking/queries/mine'
import type { BookingView } from '@/lib/booking/queries/view'
import { stepPath } from '@/lib/booking/rules/journey'
import { nextSentence } from '@/lib/booking/text'
import { CANCEL_WORDS, cancellationSentence, cancelledSentence } from '@/lib/booking/text/cancelling'
import { printPhone } from '@/lib/people/text'
import { printAppointmentTime } from '@/lib/time'
import { AddToCalendar } from './add-to-calendar'
import { BookingFacts } from './booking-facts'
import { ProposedTime } from './proposed-time'
import { StatusBadge } from './status-badge'

/** One's own booking with what may still be done to it. */
export type OwnBooking = BookingView & ChangeTerms & { proposal?: Proposed | null }
/** Moves or cancels it, and goes on to another page. */
export type OwnAction = FormAction<{ goTo: string }>

/**
 * Somebody's own appointment, by its link or signed in. `base`: its address, below which it is moved and cancelled. `done`: what was just
 * done to it.
 */
export function OwnAppointment({
  booking,
  base,
  back,
  patientName,
  done,
  answer,
}: {
  booking: OwnBooking
  base: string
  back?: { href: string; say: string }
  patientName?: string
  done?: string
  /** Answers a proposal, and the fields that say of which booking. */
  answer: { action: OwnAction; fields: Record<string, string> }
}) {
  const { status, canChange, clinic } = booking
  return (
    <Page title="Your appointment" back={back}>
      {done === 'moved' && status !== 'cancelled' && (
        <Notification kind="success" title="Your appointment has moved">
          <p>It is now on {printAppointmentTime(booking.startsAt, booking.location.timeZone)}.</p>
        </Notification>
      )}
      {status === 'requested' && <Asked booking={booking} answer={answer} />}
      {status === 'cancelled' && <Cancelled booking={booking} />}
      <div>
        <StatusBadge status={status} />
      </div>
      <BookingFacts booking={booking} patientName={patientName} />
      {canChange ? (
        <>
          {status !== 'requested' && <p>{nextSentence(booking)}</p>}
          <p>{cancellationSentence(booking)}</p>
          <div className="flex flex-wrap gap-3 print:hidden">
            <LinkButton href={`${base}/move`}>Move appointment</LinkButton>
            <LinkButton href={`${base}/cancel`} kind="secondary">
              {CANCEL_WORDS.button}
            </LinkButton>
          </div>
          <AddToCalendar booking={booking} file={`${base}/calendar.ics`} />
        </>
      ) : (
        <>
          {status !== 'cancelled' && (
            <p>
              It can no longer be changed online. If you need help with it, call {clinic.name} on{' '}
              <Link href={`tel:${clinic.phone}`}>{printPhone(clinic.phone)}</Link>.
            </p>
          )}
          <p>
            <LinkButton href={bookAgainPath(booking)}>Book again</LinkButton>
          </p>
        </>
      )}
    </Page>
  )
}

/** The free times for the same again: a later visit with the same practitioner. */
export function bookAgainPath({ clinic, service, mode, location, practitioner, type, status }: BookingView) {
  return stepPath(clinic.slug, 'when', {
    ...{ service: service.code, mode, location: location.id, practitioner: practitioner.id },
    type: status === 'completed' ? 'follow_up' : type,
  })
}

function Asked({
  booking,
  answer,
}: {
  booking: OwnBooking
  answer: Parameters<typeof OwnAppointment>[0]['answer']
}) {
  const { proposal, clinic } = booking
  return proposal ? (
    <ProposedTime proposal={proposal} answer={answer} />
  ) : (
    <Notification kind="info" title="Asked for, not yet confirmed">
      <p>{clinic.name} keeps this time for you and will tell you whether it is confirmed.</p>
    </Notification>
  )
}

function Cancelled({ booking }: { booking: OwnBooking }) {
  return (
    <Notification kind="success" title={CANCEL_WORDS.done}>
      <p>{cancelledSentence(booking)}</p>
    </Notification>
  )
}
