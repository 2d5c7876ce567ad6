import { type CalendarQuery, calendarQuery } from '@/lib/calendar/schema'
import type { Workplace } from '@/lib/clinics/queries/workplace'
import { askedDay } from '../../asked-day'

export type CalendarSearch = Promise<Record<string, string | string[] | undefined>>

/** What an address asks for, made whole: today, and for a week somebody (the one who asks, if that is a practitioner). Boxes send `with` several times. */
export function askedCalendar(
  asked: Awaited<CalendarSearch>,
  { practitioners, locations, timeZone }: Workplace,
): { query: CalendarQuery; today: string } {
  const { day, today } = askedDay(asked.day, timeZone)
  const { view, by, at, ...rest } = calendarQuery.parse({
    ...asked,
    day,
    with: [asked.with ?? []].flat().join(','),
  })
  const whose = practitioners.map(({ id }) => id).filter((id) => rest.with.includes(id))
  const who = whose[0] ?? practitioners.find(({ isMe }) => isMe)?.id ?? practitioners[0]?.id
  const isWeek = view === 'week' && by === 'practitioner' && who !== undefined
  const isEverybody = whose.length === practitioners.length
  return {
    today,
    query: {
      ...{ day, by, view: isWeek ? 'week' : 'day' },
      with: isWeek ? [who] : isEverybody ? [] : whose,
      at: isWeek || !locations.some(({ id }) => id === at) ? undefined : at,
    },
  }
}
