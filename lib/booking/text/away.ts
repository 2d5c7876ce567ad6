import { localDate, printAppointmentTime, printDate, printShortTime, printTimeOfDay } from '../../time'
import type { AwayState, FreeTime } from '../rules/away'

/** The words of the sick-day tool. */

/** Where a booking of an absence stands. */
export const AWAY_WORDS: Record<AwayState, string> = {
  unreachable: 'Cannot be reached by mail',
  untold: 'Cancelled, not told',
  declined: 'Declined',
  lapsed: 'Did not answer',
  left: 'Nothing proposed',
  waiting: 'Waiting for an answer',
  accepted: 'Accepted',
  moved: 'Moved',
  cancelled: 'Cancelled',
}

/** "Tuesday 24 November 2026", "… to …", or with times where it is not whole days. `timeZone`: the clinic's. */
export function absenceWords(startsAt: Date, endsAt: Date, timeZone: string): string {
  const isWhole = [startsAt, endsAt].every((at) => printTimeOfDay(at, timeZone) === '12:00 am')
  const last = new Date(endsAt.getTime() - 1)
  const isOneDay = localDate(startsAt, timeZone) === localDate(last, timeZone)
  if (isWhole)
    return isOneDay
      ? printDate(startsAt, timeZone)
      : `${printDate(startsAt, timeZone)} to ${printDate(last, timeZone)}`
  if (isOneDay) return printAppointmentTime(startsAt, timeZone, endsAt)
  return `${printAppointmentTime(startsAt, timeZone)} to ${printAppointmentTime(endsAt, timeZone)}`
}

/** "Tue 24 Nov, 9:30 am with Noor Haddad", as one of several. */
export function timeWords({ startsAt }: Pick<FreeTime, 'startsAt'>, timeZone: string, name: string): string {
  return `${printShortTime(startsAt, timeZone)} with ${name}`
}
