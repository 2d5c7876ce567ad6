import { Clock } from 'lucide-react'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { Notification } from '@/components/ui/notification'
import type { Slot } from '@/lib/availability/queries/slots'
import { timeValue } from '@/lib/booking/schema'
import { printAppointmentTime, printDate, printTimeOfDay } from '@/lib/time'
import { Countdown } from './countdown'
import { SlotSentences } from './free-times'

/** The time of a journey. `timeZone` is the location's. */
export type KeptVisit = {
  startsAt: Date
  timeZone: string
  practitionerId: string
  practitionerName: string
  locationId: string
}

/** "We are keeping this time for you until 10:42 am", with a way to another. */
export function KeptTime({
  visit,
  until,
  secondsLeft,
  otherTimes,
}: {
  visit: KeptVisit
  until: Date
  secondsLeft: number
  otherTimes: string
}) {
  return (
    <section
      aria-label="Your time"
      className="flex gap-3 rounded-card border border-accent bg-accent-soft p-4"
    >
      <Clock aria-hidden className="mt-0.5 size-6 shrink-0 text-accent" />
      <div className="flex min-w-0 flex-col gap-1">
        <p className="font-medium">
          {printAppointmentTime(visit.startsAt, visit.timeZone)} with {visit.practitionerName}
        </p>
        <p>
          We are keeping this time for you until {printTimeOfDay(until, visit.timeZone)}.{' '}
          <Countdown key={until.getTime()} seconds={secondsLeft} />
        </p>
        <p>
          <Link href={otherTimes}>Choose another time</Link>
        </p>
      </div>
    </section>
  )
}

/**
 * A time that is not kept any more: the same again if it is free, else the nearest others. Its buttons belong to the form around it, as
 * `time`. `others` are free now.
 */
export function LostTime({
  visit,
  isFree,
  others,
  practitioners,
  otherTimes,
}: {
  visit: KeptVisit
  isFree: boolean
  others: Slot[]
  practitioners: { id: string; name: string }[]
  otherTimes: string
}) {
  const { startsAt, timeZone, practitionerName } = visit
  const time = `${printDate(startsAt, timeZone)}, ${printTimeOfDay(startsAt, timeZone)} with ${practitionerName}`
  return (
    <div role="alert">
      <Notification
        kind="warning"
        title={isFree ? 'We could not keep your time any longer' : 'That time has just been taken'}
      >
        <p>
          {isFree ? `${time} is still free.` : `${time} is not free any more.`} What you have typed is not
          lost.
        </p>
        {isFree && (
          <p>
            <SubmitButton name="time" value={timeValue(visit)}>
              Keep this time again
            </SubmitButton>
          </p>
        )}
        {others.length > 0 && (
          <>
            <p>{isFree ? 'Or take one of the nearest times:' : 'The nearest free times:'}</p>
            <SlotSentences slots={others} practitioners={practitioners} />
          </>
        )}
        <p>
          <Link href={otherTimes}>See all free times</Link>
        </p>
      </Notification>
    </div>
  )
}
