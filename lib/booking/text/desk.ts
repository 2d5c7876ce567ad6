import { printDate, printTimeOfDay } from '../../time'
import type { Mode, VisitType } from '../schema'

/** How somebody is seen, on the desk's lists. */
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

type OfferedTime = { startsAt: Date; timeZone: string; practitionerName: string }

/** A free time, to be read out on the phone: "Tuesday 24 November 2026 at 9:30 am with Dr Lucia Mora". `timeZone` is the location's. */
export function readAloud({ startsAt, timeZone, practitionerName }: OfferedTime): string {
  return `${printDate(startsAt, timeZone)} at ${printTimeOfDay(startsAt, timeZone)} with ${practitionerName}`
}

type ReadBack = OfferedTime & {
  patientName: string
  serviceName: string
  type: VisitType
  mode: Mode
  locationName: string
}

/** A booking, to be read back to the caller before hanging up. */
export function readBack(booking: ReadBack): string {
  const kind = booking.type === 'initial' ? 'a first appointment' : 'a follow-up appointment'
  const place =
    booking.mode === 'in_person'
      ? `at ${booking.locationName}`
      : `by ${MODE_WORDS[booking.mode].toLowerCase()}`
  return `${booking.patientName} has ${kind} (${booking.serviceName}) on ${readAloud(booking)}, ${place}.`
}
