import { WEEKDAYS } from '../../wall'
import type { WeekRow } from '../queries/hours'

/** "9:30 am" of minutes after midnight; the end of the day is "midnight". */
function minuteInWords(minute: number): string {
  if (minute === 1440) return 'midnight'
  const [hour, rest] = [Math.floor(minute / 60), String(minute % 60).padStart(2, '0')]
  return `${hour % 12 || 12}:${rest} ${hour < 12 ? 'am' : 'pm'}`
}

/** What a time box holds: '09:30'; the midnight at the end is '00:00'. */
export function minuteInBox(minute: number): string {
  return [Math.floor(minute / 60) % 24, minute % 60].map((part) => String(part).padStart(2, '0')).join(':')
}

/** A week in lines: "Mon to Fri, 9:00 am to 12:30 pm, Harbour Street". Blocks that differ only by their day share one. */
export function weekInWords(week: readonly WeekRow[], nameOf: (locationId: string) => string): string[] {
  const lines = new Map<string, number[]>()
  for (const block of week) {
    const times = `${minuteInWords(block.from)} to ${minuteInWords(block.to)}`
    const line = [times, nameOf(block.locationId), ...limitsOf(block)].join(', ')
    lines.set(line, [...(lines.get(line) ?? []), block.weekday])
  }
  return [...lines].map(([line, days]) => `${daysInWords(days)}, ${line}`)
}

/** Hours of a week, a time at two places counted once. */
export function hoursInWeek(week: readonly WeekRow[]): number {
  const minutes = new Set<number>()
  for (const { weekday, from, to } of week)
    for (let at = from; at < to; at += 5) minutes.add(weekday * 1440 + at)
  return Math.round((minutes.size * 5) / 6) / 10
}

function limitsOf({ validFrom, validUntil, serviceIds }: WeekRow): string[] {
  return [
    ...(validFrom ? [`from ${validFrom}`] : []),
    ...(validUntil ? [`until ${validUntil}`] : []),
    ...(serviceIds.length > 0 ? ['some services only'] : []),
  ]
}

/** "Mon to Fri", "Mon, Wed and Fri". */
function daysInWords(days: readonly number[]): string {
  const each = [...new Set(days)].sort((a, b) => a - b)
  const short = each.map((day) => (WEEKDAYS[day - 1] ?? '').slice(0, 3))
  const [first, last] = [short[0] ?? '', short.at(-1) ?? '']
  if (short.length > 2 && (each.at(-1) ?? 0) - (each[0] ?? 0) === each.length - 1)
    return `${first} to ${last}`
  return short.length < 2 ? first : `${short.slice(0, -1).join(', ')} and ${last}`
}
