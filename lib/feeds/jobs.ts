import { z } from 'zod'
import type { Handler, Recurring } from '../jobs/run'
import { readCalendar, readCalendars } from './commands/read'

const readPayload = z.object({ calendarId: z.uuid() })

/** The jobs of this domain. */
export const feedJobs: Record<string, Handler> = {
  'calendar.readAll': (actor) => readCalendars(actor),
  'calendar.read': (actor, payload) => readCalendar(actor, readPayload.parse(payload).calendarId),
}

/** When what recurs is done, in UTC. */
export const feedTimes: readonly Recurring[] = [{ job: 'calendar.readAll', when: '*/10 * * * *' }]
