import { printMoney } from '../money'
import { printAppointmentTime, printDate, printTimeOfDay } from '../time'
import type { BookingView } from './queries/view'
import type { BookingStatus } from './rules'
import type { Mode, VisitType } from './schema'

/** The words about a booking that pages, mails and calendar files share. What is said about cancelling is in `text/cancelling.ts`. */

/** Where a booking stands, as people say it. */
export const STATUS_WORDS: Record<BookingStatus, string> = {
  requested: 'Requested',
  held: 'Held',
  confirmed: 'Confirmed',
  arrived: 'Arrived',
  in_progress: 'In progress',
  completed: 'Completed',
  cancelled: 'Cancelled',
  no_show: 'Did not come',
  expired: 'Expired',
}

/** "The appointment costs $65.00, to be paid on the day." */
export function priceSentence({
  priceCents,
  currency,
}: Pick<BookingView, 'priceCents' | 'currency'>): string {
  return priceCents === 0
    ? 'There is nothing to pay.'
    : `The appointment costs ${printMoney(priceCents, currency)}, to be paid on the day.`
}

/** Where to be: "Harbour Street, 12 Harbour Street, Sydney NSW 2000", "By video", "By phone". */
export function placeOf({
  mode,
  location,
}: {
  mode: Mode
  location: { name: string; address: string | null }
}): string {
  if (mode !== 'in_person') return { video: 'By video', phone: 'By phone', chat: 'By chat' }[mode]
  return location.address ? `${location.name}, ${location.address}` : location.name
}

/** What happens next, after booking or moving. */
export function nextSentence({ mode, clinic }: Pick<BookingView, 'mode' | 'clinic'>): string {
  if (mode === 'phone') return 'We will call you at that time. Please keep your phone near.'
  if (mode === 'in_person')
    return 'Please tell the front desk your name when you arrive, a few minutes before the time.'
  return `${clinic.name} will tell you how to join before the appointment.`
}

/** Before a service that needs approval is asked for: "Harbour answers within 72 hours". */
export function answerSentence(clinicName: string, requestHours: number): string {
  return `The time is kept for you. ${clinicName} answers within ${requestHours === 1 ? '1 hour' : `${requestHours} hours`}: yes, no, or another time.`
}

/** While a request waits: "Harbour keeps this time for you and answers by Tuesday 24 November 2026, 9:30 am (Sydney time)". */
export function waitingSentence({
  clinic,
  startsAt,
  requestExpiresAt,
  location,
}: Pick<BookingView, 'clinic' | 'startsAt' | 'requestExpiresAt' | 'location'>): string {
  const until = printAppointmentTime(requestExpiresAt ?? startsAt, location.timeZone)
  return `${clinic.name} keeps this time for you and answers by ${until}: yes, no, or another time.`
}

/** To staff who have accepted a request. `hasEmail`: whether the patient is told by mail. */
export function acceptedSentence(patientName: string, hasEmail: boolean): string {
  return hasEmail ? `Accepted: ${patientName} is told.` : `Accepted. Tell ${patientName} by phone.`
}

/** "3 seats left", of a session for several. */
export function seatsWords(seats: number): string {
  return seats === 1 ? '1 seat left' : `${seats} seats left`
}

/** How somebody is seen. */
export const MODE_WORDS: Record<Mode, string> = {
  in_person: 'In person',
  video: 'Video',
  phone: 'Phone',
  chat: 'Chat',
}

/** Whether the patient is new to this, on lists. */
export const TYPE_WORDS: Record<VisitType, string> = { initial: 'New', follow_up: 'Follow-up' }

/** How a booking reached the clinic. */
export const SOURCE_WORDS: Record<string, string> = {
  online: 'Online',
  phone: 'Phone',
  walk_in: 'Walk-in',
  referral: 'Referral',
  waitlist: 'Waitlist',
  api: 'Other system',
}

/** What a time is, for its sentence. `timeZone` is the location's. */
export type OfferedTime = {
  startsAt: Date
  timeZone: string
  practitionerName: string
  locationName?: string
}

/** A free time, to be read out on the phone: "Tuesday 24 November 2026 at 9:30 am with Dr Lucia Mora". */
export function readAloud({ startsAt, timeZone, practitionerName }: OfferedTime): string {
  return `${printDate(startsAt, timeZone)} at ${printTimeOfDay(startsAt, timeZone)} with ${practitionerName}`
}

/** A booking, to be read back to the caller before hanging up. */
export function readBack(
  booking: OfferedTime & { patientName: string; serviceName: string; type: VisitType; mode: Mode },
): string {
  const kind = booking.type === 'initial' ? 'a first appointment' : 'a follow-up appointment'
  const place =
    booking.mode === 'in_person'
      ? `at ${booking.locationName}`
      : `by ${MODE_WORDS[booking.mode].toLowerCase()}`
  return `${booking.patientName} has ${kind} (${booking.serviceName}) on ${readAloud(booking)}, ${place}.`
}
