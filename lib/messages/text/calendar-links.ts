import type { BookingView } from '../../booking/queries/view'
import { placeOf } from '../../booking/text'

type Shown = Pick<BookingView, 'startsAt' | 'endsAt' | 'mode' | 'location' | 'reference' | 'clinic'>

/** Addresses that open a new entry in somebody's online calendar. A neutral title, and never the manage link: it would be theirs to use. */
export function calendarLinks(booking: Shown): { google: string; outlook: string } {
  const title = `Appointment with ${booking.clinic.name}`
  const details = `Reference ${booking.reference}. Deleting this entry does not cancel the appointment.`
  const [from, to] = [booking.startsAt, booking.endsAt].map((at) => at.toISOString())
  const compact = [from, to].map((iso) => iso?.replace(/[-:]|\.\d+/g, ''))
  const google = new URLSearchParams({
    ...{ action: 'TEMPLATE', text: title, dates: compact.join('/'), location: placeOf(booking), details },
  })
  const outlook = new URLSearchParams({
    ...{ path: '/calendar/action/compose', rru: 'addevent', subject: title },
    ...{ startdt: from ?? '', enddt: to ?? '', location: placeOf(booking), body: details },
  })
  return {
    google: `https://calendar.google.com/calendar/render?${google}`,
    outlook: `https://outlook.live.com/calendar/0/deeplink/compose?${outlook}`,
  }
}
