import { LinkButton } from '@/components/ui/button'
import { Notification } from '@/components/ui/notification'
import { CANCEL_WORDS } from '@/lib/booking/text/cancelling'
import { printAppointmentTime } from '@/lib/time'
import type { OwnBooking } from './own-appointment'
import { type Answer, ProposedTime } from './proposed-time'

/** Somebody is away, so the appointment cannot take place when it was to: the time that is proposed instead, or what can be done. */
export function CalledOff({ booking, base, answer }: { booking: OwnBooking; base: string; answer: Answer }) {
  const { practitioner, startsAt, location, clinic, proposal, canMove } = booking
  const why = `${practitioner.name} is away: your appointment on ${printAppointmentTime(startsAt, location.timeZone)} cannot take place. We are sorry.`
  const ways = (
    <>
      {canMove && (
        <LinkButton href={`${base}/move?practitioner=anyone`} kind={proposal ? 'secondary' : 'primary'}>
          Choose another time
        </LinkButton>
      )}
      <LinkButton href={`${base}/cancel`} kind="secondary">
        {CANCEL_WORDS.button}
      </LinkButton>
    </>
  )
  if (proposal)
    return (
      <>
        <ProposedTime
          proposal={proposal}
          answer={answer}
          title="We propose another time"
          lead={<p>{why}</p>}
          decline="None of these: call me"
          instead={ways}
        />
        <p>Moving or cancelling costs nothing. If you do not answer, {clinic.name} will call you.</p>
      </>
    )
  return (
    <Notification kind="warning" title="This appointment cannot take place">
      <p>{why}</p>
      <p>{clinic.name} will call you. You need not wait for it: moving or cancelling costs nothing.</p>
      <div className="mt-1 flex flex-wrap gap-3">{ways}</div>
    </Notification>
  )
}
