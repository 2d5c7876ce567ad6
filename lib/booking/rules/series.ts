import { addDays, instantAt, localDate, localTime } from '../../time'

/** How a series is counted: so many visits, or all until a date ('YYYY-MM-DD', included). */
export type SeriesLength = { times?: number | undefined; until?: string | undefined }

/** No series is longer, whatever date somebody types. */
const MOST_VISITS = 53

/** The visits of a series: every so many weeks at the same time on the wall of `zone`, across changes of the clock too (security.md B5). */
export function visitsOfSeries(first: Date, everyWeeks: number, length: SeriesLength, zone: string): Date[] {
  const [day, time] = [localDate(first, zone), localTime(first, zone)]
  const most = Math.min(length.times ?? MOST_VISITS, MOST_VISITS)
  const days = Array.from({ length: most }, (_, n) => addDays(day, n * everyWeeks * 7))
  const { until } = length
  return days
    .filter((date) => until === undefined || date <= until)
    .map((date) => instantAt(date, time, zone))
}
