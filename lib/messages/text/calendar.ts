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

/** What a calendar shows of one appointment. `url`: its page, whose host makes the UID. */
export type Entry = {
  id: string
  sequence: number
  state: 'confirmed' | 'asked' | 'cancelled'
  startsAt: Date
  endsAt: Date
  title: string
  details: string
  where: string
  url: string
  clinicName: string
  /** Whether the calendar reminds of it the day before. */
  reminds: boolean
}

/** What a calendar file needs beside its entries: from whom it is, and the moment it is made. `name`: of one that is subscribed to. */
type Making = { organizer: string; madeAt: Date; name?: string }

/** How long before the start a calendar reminds, and how often one that is subscribed to should look again, in seconds. */
const REMIND_BEFORE = 24 * 60 * 60
const LOOK_AGAIN = 60 * 60

/**
 * Entries as an iCalendar file (RFC 5545): the same UID for an appointment's whole life, SEQUENCE rising with what a calendar shows, instants
 * in UTC, a neutral title; what is only asked for is tentative. PUBLISH and never REQUEST: a calendar's "decline" reaches nobody, so none
 * is asked for (ux.md C2).
 */
export function printCalendar(
  entries: readonly Entry[],
  method: CalendarMethod,
  { organizer, madeAt, name }: Making,
): string {
  const calendar = ical({
    method: method === 'CANCEL' ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Anteroom', product: 'Appointments', language: 'EN' },
    ...(name && { name, ttl: LOOK_AGAIN }),
  })
  for (const entry of entries) addEvent(calendar, entry, organizer, madeAt)
  return calendar.toString()
}

function addEvent(calendar: ICalCalendar, entry: Entry, organizer: string, madeAt: Date): void {
  const { startsAt, endsAt, sequence, state, url } = entry
  const event = calendar.createEvent({
    id: `${entry.id}@${new URL(url).hostname}`,
    sequence,
    stamp: madeAt,
    start: startsAt,
    end: endsAt,
    summary: state === 'asked' ? `${entry.title} (asked for)` : entry.title,
    description: state === 'cancelled' ? 'This appointment is cancelled.' : entry.details,
    location: entry.where,
    url,
    class: ICalEventClass.PRIVATE,
    status: STATUS[state],
    organizer: { name: entry.clinicName, email: organizer },
  })
  if (entry.reminds && state === 'confirmed')
    event.createAlarm({ type: ICalAlarmType.display, trigger: REMIND_BEFORE, description: 'Appointment' })
}

const STATUS: Record<Entry['state'], ICalEventStatus> = {
  confirmed: ICalEventStatus.CONFIRMED,
  asked: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
}

/** What an entry says of a booking; a `BookingView` has it all. */
export type Shown = Pick<
  BookingView,
  'id' | 'reference' | 'status' | 'mode' | 'startsAt' | 'endsAt' | 'sequence'
> & {
  clinic: { name: string }
  practitioner: { name: string }
  location: { name: string; address: string | null; timeZone: string }
}

/** A booking as its patient's calendar shows it: nothing clinical, and nobody's name but the practitioner's. `url`: where it is moved and cancelled. */
export function patientEntry(booking: Shown, url: string): Entry {
  return {
    ...timesOf(booking),
    title: `Appointment with ${booking.clinic.name}`,
    details: [
      printAppointmentTime(booking.startsAt, booking.location.timeZone),
      `With ${booking.practitioner.name}. Reference ${booking.reference}.`,
      `To move or cancel: ${url}`,
      'Declining this in your calendar does not cancel the appointment.',
    ].join('\n'),
    where: placeOf(booking),
    url,
    clinicName: booking.clinic.name,
    reminds: true,
  }
}

/** The same in the practitioner's calendar, which is often on somebody else's servers: when and how, and the page that says with whom. */
export function practitionerEntry(booking: Shown, url: string, title = 'Appointment'): Entry {
  return {
    ...timesOf(booking),
    title,
    details: [
      printAppointmentTime(booking.startsAt, booking.location.timeZone),
      ...(booking.reference ? [`Reference ${booking.reference}.`] : []),
      `Open it: ${url}`,
    ].join('\n'),
    where: placeOf(booking),
    url,
    clinicName: booking.clinic.name,
    reminds: false,
  }
}

function timesOf({ id, sequence, status, startsAt, endsAt }: Shown) {
  const isOff = status === 'cancelled' || status === 'expired'
  const state: Entry['state'] = isOff ? 'cancelled' : status === 'requested' ? 'asked' : 'confirmed'
  return { id, sequence, startsAt, endsAt, state }
}
