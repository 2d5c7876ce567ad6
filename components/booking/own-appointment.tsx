import type { ReactNode } from 'react'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { Notification } from '@/components/ui/notification'
import type { FormAction } from '@/lib/actions/state'
import type { ChangeTerms } from '@/lib/booking/queries/mine'
import type { BookingView } from '@/lib/booking/queries/view'
import { stepPath } from '@/lib/booking/rules/journey'
import { nextSentence, waitingSentence } from '@/lib/booking/text'
import {
  CANCEL_WORDS,
  cancellationSentence,
  cancelledSentence,
  declinedSentences,
  WITHDRAW_WORDS,
} from '@/lib/booking/text/cancelling'
import { printPhone } from '@/lib/people/text'
import { printAppointmentTime } from '@/lib/time'
import { AddToCalendar } from './add-to-calendar'
import { BookingFacts } from './booking-facts'
import { CalledOff } from './called-off'
import { type Answer, ProposedTime } from './proposed-time'
import { StatusBadge } from './status-badge'

/** One's own booking with what may still be done to it. */
export type OwnBooking = BookingView & ChangeTerms
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
  forms,
}: {
  booking: OwnBooking
  base: string
  back?: { href: string; say: string }
  patientName?: string
  done?: string
  answer: Answer
  /** What is to be filled in before the visit. */
  forms?: ReactNode
}) {
  const { status } = booking
  const isAsked = status === 'requested'
  if (booking.isCalledOff && status === 'confirmed')
    return (
      <Page title="Your appointment" back={back}>
        <CalledOff booking={booking} base={base} answer={answer} />
        <BookingFacts booking={booking} patientName={patientName} />
      </Page>
    )
  return (
    <Page title={isAsked ? 'Your request' : 'Your appointment'} back={back}>
      <Done done={done} booking={booking} />
      {isAsked && <Asked booking={booking} answer={answer} />}
      {status === 'cancelled' && <Cancelled booking={booking} />}
      {status === 'expired' && (
        <Notification kind="warning" title="This request was not answered in time">
          <p>The time is free for somebody else now, and there is nothing to pay.</p>
        </Notification>
      )}
      <div>
        <StatusBadge status={status} />
      </div>
      <BookingFacts booking={booking} patientName={patientName} />
      {forms}
      {booking.canChange ? <Changing booking={booking} base={base} /> : <Over booking={booking} />}
    </Page>
  )
}

/** What may still be done to it, and what it costs. */
function Changing({ booking, base }: { booking: OwnBooking; base: string }) {
  const { clinic, canMove } = booking
  const isAsked = booking.status === 'requested'
  return (
    <>
      {!isAsked && <p>{nextSentence(booking)}</p>}
      <p>{cancellationSentence(booking)}</p>
      {!canMove && (
        <p>
          To move it, call {clinic.name} on{' '}
          <Link href={`tel:${clinic.phone}`}>{printPhone(clinic.phone)}</Link>.
        </p>
      )}
      <div className="flex flex-wrap gap-3 print:hidden">
        {canMove && (
          <LinkButton href={`${base}/move`} kind={isAsked ? 'secondary' : 'primary'}>
            {isAsked ? 'Ask for another time' : 'Move appointment'}
          </LinkButton>
        )}
        <LinkButton href={`${base}/cancel`} kind="secondary">
          {isAsked ? WITHDRAW_WORDS.button : CANCEL_WORDS.button}
        </LinkButton>
      </div>
      {!isAsked && <AddToCalendar booking={booking} file={`${base}/calendar.ics`} />}
    </>
  )
}

/** What is past changing. */
function Over({ booking }: { booking: OwnBooking }) {
  const { status, clinic } = booking
  return (
    <>
      {status !== 'cancelled' && status !== 'expired' && (
        <p>
          It can no longer be changed online. If you need help with it, call {clinic.name} on{' '}
          <Link href={`tel:${clinic.phone}`}>{printPhone(clinic.phone)}</Link>.
        </p>
      )}
      <p>
        <LinkButton href={bookAgainPath(booking)}>Book again</LinkButton>
      </p>
    </>
  )
}

/** The free times for the same again: a later visit with the same practitioner. */
export function bookAgainPath({ clinic, service, mode, location, practitioner, type, status }: BookingView) {
  return stepPath(clinic.slug, 'when', {
    ...{ service: service.code, mode, location: location.id, practitioner: practitioner.id },
    type: status === 'completed' ? 'follow_up' : type,
  })
}

function Asked({ booking, answer }: { booking: OwnBooking; answer: Answer }) {
  return booking.proposal ? (
    <ProposedTime proposal={booking.proposal} answer={answer} />
  ) : (
    <Notification kind="info" title="Asked for, not yet confirmed">
      <p>{waitingSentence(booking)}</p>
    </Notification>
  )
}

/** What was just done, as long as it is so. */
function Done({ done, booking }: { done: string | undefined; booking: OwnBooking }) {
  const { status, startsAt, location, clinic } = booking
  const time = printAppointmentTime(startsAt, location.timeZone)
  if (done === 'moved' && status === 'requested')
    return <Notification kind="success" title={`You now ask for ${time}`} />
  if (done === 'moved' && status === 'confirmed')
    return (
      <Notification kind="success" title="Your appointment has moved">
        <p>It is now on {time}.</p>
      </Notification>
    )
  if (done === 'accepted' && status === 'confirmed')
    return (
      <Notification kind="success" title="Your appointment is confirmed">
        <p>It is on {time}.</p>
      </Notification>
    )
  if (done === 'declined' && status === 'requested')
    return (
      <Notification kind="success" title="You declined the proposed time">
        <p>{clinic.name} still has your request for the first one.</p>
      </Notification>
    )
  return null
}

function Cancelled({ booking }: { booking: OwnBooking }) {
  if (booking.declined)
    return (
      <Notification kind="warning" title={CANCEL_WORDS.declined}>
        {declinedSentences(booking, booking.declined.because).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Notification>
    )
  return (
    <Notification kind="success" title={CANCEL_WORDS.done}>
      <p>{cancelledSentence(booking)}</p>
    </Notification>
  )
}
