import type { CalendarQuery } from '@/lib/calendar/schema'

/** What of the calendar is looked at, as the question of an address: the page's, and that of what it reads again. */
export function calendarSearch({ day, view, by, with: whose, at }: CalendarQuery): string {
  return new URLSearchParams({
    day,
    ...(view === 'week' && { view }),
    ...(by === 'room' && { by }),
    ...(whose.length > 0 && { with: whose.join(',') }),
    ...(at && { at }),
  }).toString()
}

/** The address of the page. */
export function calendarHref(query: CalendarQuery): string {
  return `/desk/calendar?${calendarSearch(query)}`
}
