import { z } from 'zod'

const ids = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.uuid()).max(60))

/**
 * What of the calendar is looked at, as an address says it. `day`: 'YYYY-MM-DD' at the clinic. `with`: practitioners, by commas; none: all.
 * `at`: one location. The week is one practitioner's.
 */
export const calendarQuery = z.object({
  day: z.iso.date().refine((day) => day >= '1900-01-01' && day <= '2999-12-31'),
  view: z.enum(['day', 'week']).catch('day'),
  by: z.enum(['practitioner', 'room']).catch('practitioner'),
  with: ids.catch([]).default([]),
  at: z.uuid().optional().catch(undefined),
})
export type CalendarQuery = z.infer<typeof calendarQuery>
