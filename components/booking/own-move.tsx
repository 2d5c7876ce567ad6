import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { Page } from '@/components/shell/page'
import { Link } from '@/components/ui/link'
import { SummaryList } from '@/components/ui/summary-list'
import type { FreeTimes } from '@/lib/availability/queries/calendar'
import type { Slot } from '@/lib/availability/queries/slots'
import { timeValue } from '@/lib/booking/schema'
import { placeOf } from '@/lib/booking/text'
import { isoWithOffset, printAppointmentTime } from '@/lib/time'
import { FreeTimesList } from './free-times'
import { GoneTime } from './gone-time'
import type { OwnAction, OwnBooking } from './own-appointment'
import { TimeHere } from './time-here'

type Practitioner = { id: string; name: string }

/** The free times for a booking that is to move. Each leads to a page that asks once more. */
export function OwnMoveTimes({
  booking,
  base,
  times,
  gone,
  practitioners,
  horizonDays,
  isAnyone,
}: {
  booking: OwnBooking
  base: string
  times: FreeTimes
  gone: { at: Date; say: string; others: Slot[] } | null
  practitioners: Practitioner[]
  horizonDays: number
  /** Times with anybody who offers this, not only with the practitioner it is booked with. */
  isAnyone: boolean
}) {
  const { startsAt, location, practitioner, clinic } = booking
  const isAsked = booking.status === 'requested'
  const others = practitioners.filter(({ id }) => id !== practitioner.id)
  const query = (asked: Record<string, string>) =>
    new URLSearchParams({ ...asked, ...(isAnyone && { practitioner: 'anyone' }) })
  const timeHref = (slot: Slot) => `${base}/move/confirm?${new URLSearchParams({ time: timeValue(slot) })}`
  return (
    <Page
      title={isAsked ? 'Ask for another time' : 'Choose a new time'}
      lead={`${isAsked ? 'You asked for' : 'It is now on'} ${printAppointmentTime(startsAt, location.timeZone)} with ${practitioner.name}. You keep that time until you confirm the new one.`}
      back={base}
    >
      {gone && (
        <GoneTime {...gone} practitioners={practitioners} timeZone={times.timeZone} timeHref={timeHref} />
      )}
      {others.length > 0 && (
        <p>
          {isAnyone ? (
            <Link href={`${base}/move`}>Only times with {practitioner.name}</Link>
          ) : (
            <Link href={`${base}/move?practitioner=anyone`}>Times with anyone</Link>
          )}
        </p>
      )}
      <FreeTimesList
        times={times}
        practitioners={practitioners}
        phone={clinic.phone}
        horizonDays={horizonDays}
        isGroup={booking.service.capacity > 1}
        href={(asked) => `${base}/move?${query(asked)}`}
        timeHref={timeHref}
      />
    </Page>
  )
}

/** Old time, new time, and the button that moves it. */
export function OwnMoveConfirm({
  booking,
  base,
  action,
  names,
  time,
  practitionerName,
}: {
  booking: OwnBooking
  base: string
  action: OwnAction
  names: Record<string, string>
  time: { startsAt: Date; practitionerId: string; locationId: string }
  practitionerName: string
}) {
  const { startsAt, location, practitioner, version } = booking
  const { timeZone } = location
  const isAsked = booking.status === 'requested'
  return (
    <FormPage
      title={isAsked ? 'Ask for this time instead?' : 'Move your appointment?'}
      back={`${base}/move`}
      action={action}
    >
      {Object.entries({ ...names, version: String(version), time: timeValue(time) }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SummaryList
        rows={[
          {
            label: 'Now',
            value: `${printAppointmentTime(startsAt, timeZone)} with ${practitioner.name}`,
          },
          {
            label: 'New time',
            value: (
              <>
                <strong className="font-semibold">
                  {printAppointmentTime(time.startsAt, timeZone)} with {practitionerName}
                </strong>
                {booking.mode !== 'in_person' && <TimeHere at={isoWithOffset(time.startsAt, timeZone)} />}
              </>
            ),
            change: { href: `${base}/move`, what: 'new time' },
          },
          { label: 'Where', value: placeOf(booking) },
        ]}
      />
      <p>
        {isAsked ? 'Asking for another time' : 'Moving'} costs nothing. Your reference and your link stay the
        same.
      </p>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <SubmitButton>{isAsked ? 'Ask for this time' : 'Move appointment'}</SubmitButton>
        <Link href={base}>Keep the old time</Link>
      </div>
    </FormPage>
  )
}
