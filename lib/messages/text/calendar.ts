import ical, {
  ICalAlarmType,
  type ICalCalendar,
  ICalCalendarMethod,
  ICalEventClass,
  ICalEventStatus,
} from 'ical-generator'
import type { BookingView } from '../../booking/queries/view'
import { placeOf } from '../../booking/text'
import { printAppointmentTime } from '../../time'

/** `PUBLISH`: put it into the calendar, or change it there. `CANCEL`: take it out. */
export type CalendarMethod = 'PUBLISH' | 'CANCEL'

/** What a calendar file needs beside the booking: the manage link, from whose host the file is, and the moment it is made. */
type Making = { manageUrlOf: (bookingId: string) => string; organizer: string; madeAt: Date }

/** How long before the start a calendar reminds, in seconds. */
const REMIND_BEFORE = 24 * 60 * 60

/**
 * Bookings (one, or a series) as an iCalendar file (RFC 5545): the same UID for the booking's whole life, SEQUENCE rising with what a calendar shows, instants in
 * UTC, a neutral title; what is only asked for is tentative. PUBLISH and never REQUEST: a calendar's "decline" reaches nobody, so none is asked for (ux.md C2).
 */
export function printCalendar(
  bookings: readonly BookingView[],
  method: CalendarMethod,
  making: Making,
): string {
  const isCancelled = method === 'CANCEL'
  const calendar = ical({
    method: isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Anteroom', product: 'Appointments', language: 'EN' },
  })
  for (const booking of bookings) addEvent(calendar, booking, isCancelled, making)
  return calendar.toString()
}

function addEvent(calendar: ICalCalendar, booking: BookingView, isCancelled: boolean, making: Making): void {
  const manageUrl = making.manageUrlOf(booking.id)
  const isAsked = booking.status === 'requested'
  const event = calendar.createEvent({
    id: `${booking.id}@${new URL(manageUrl).hostname}`,
    sequence: booking.sequence,
    stamp: making.madeAt,
    start: booking.startsAt,
    end: booking.endsAt,
    summary: `Appointment with ${booking.clinic.name}${isAsked ? ' (asked for)' : ''}`,
    description: isCancelled ? 'This appointment is cancelled.' : describe(booking, manageUrl),
    location: placeOf(booking),
    url: manageUrl,
    class: ICalEventClass.PRIVATE,
    status: statusOf(isCancelled, isAsked),
    organizer: { name: booking.clinic.name, email: making.organizer },
  })
  if (!isCancelled && !isAsked)
    event.createAlarm({ type: ICalAlarmType.display, trigger: REMIND_BEFORE, description: 'Appointment' })
}

function statusOf(isCancelled: boolean, isAsked: boolean): ICalEventStatus {
  if (isCancelled) return ICalEventStatus.CANCELLED
  return isAsked ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED
}

function describe(booking: BookingView, manageUrl: string): string {
  return [
    printAppointmentTime(booking.startsAt, booking.location.timeZone),
    `With ${booking.practitioner.name}. Reference ${booking.reference}.`,
    `To move or cancel: ${manageUrl}`,
    'Declining this in your calendar does not cancel the appointment.',
  ].join('\n')
}
