/** Words for what a clock on a wall shows. No zones and no arithmetic of them, so that a browser can say it without loading any. */

export const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const
export const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
] as const

/** "9:30 am", "12:00 pm" (noon), "12:00 am" (midnight), of '2026-11-24T09:30'. */
export function wallTime(local: string): string {
  const [hour = 0, minute = '00'] = local.slice(11).split(':')
  return `${Number(hour) % 12 || 12}:${minute.slice(0, 2)} ${Number(hour) < 12 ? 'am' : 'pm'}`
}

/** "Tuesday 24 November 2026", of '2026-11-24' and anything after it. */
export function wallDate(local: string): string {
  const [year = '', month = '', day = ''] = local.slice(0, 10).split('-')
  const weekday = new Date(`${local.slice(0, 10)}T00:00Z`).getUTCDay()
  return `${WEEKDAYS[(weekday + 6) % 7]} ${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`
}

/** An instant on two walls, by how many minutes each is ahead of UTC: "11:30 pm on Monday 23 November 2026", or null where they agree. */
export function printHere(at: Date, there: number, here: number): string | null {
  if (there === here) return null
  const local = new Date(at.getTime() + here * 60_000).toISOString()
  return `${wallTime(local.slice(0, 16))} on ${wallDate(local)}`
}
