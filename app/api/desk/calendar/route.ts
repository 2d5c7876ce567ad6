import { defineRead } from '@/lib/actions/live'
import { readCalendar } from '@/lib/calendar/queries/calendar'
import { calendarQuery } from '@/lib/calendar/schema'

/** What an open calendar reads again when something has changed. */
export const GET = defineRead({ as: 'staff', query: calendarQuery, run: readCalendar })
