import { Temporal } from 'temporal-polyfill'
import { MONTHS, WEEKDAYS, wallDate, wallTime } from './wall'

/**
 * The only printer of dates and times, and the only wall-time arithmetic. Instants are `Date`s, calendar dates are 'YYYY-MM-DD' texts that
 * never meet a zone, and the zone (IANA) is always an argument: the process's own zone has no say. For the server; browsers get texts.
 */

/** An appointment's time, on every page, mail, calendar file and list: "Tuesday 24 November 2026, 9:30 am (Sydney time)". With its end: "…, 9:30 am to 9:50 am (…)". */
export function printAppointmentTime(startsAt: Date, zone: string, endsAt?: Date): string {
  const ending = endsAt ? ` to ${printTimeOfDay(endsAt, zone)}${onAnotherDay(startsAt, endsAt, zone)}` : ''
  return `${printDate(startsAt, zone)}, ${printTimeOfDay(startsAt, zone)}${ending} (${printZone(zone, startsAt)})`
}

/** A telehealth time: the clinic's, and the viewer's own where the clocks differ: "…, 9:30 am (Sydney time), which is 11:30 pm on Monday 23 November 2026 (Lagos time)". */
export function printBothZones(startsAt: Date, clinicZone: string, viewerZone: string): string {
  const atClinic = printAppointmentTime(startsAt, clinicZone)
  if (offsetMinutes(startsAt, clinicZone) === offsetMinutes(startsAt, viewerZone)) return atClinic
  const isOtherDay = localDate(startsAt, clinicZone) !== localDate(startsAt, viewerZone)
  const day = isOtherDay ? ` on ${printDate(startsAt, viewerZone)}` : ''
  return `${atClinic}, which is ${printTimeOfDay(startsAt, viewerZone)}${day} (${printZone(viewerZone, startsAt)})`
}

/** "9:30 am", "12:00 pm" (noon), "12:00 am" (midnight). */
export function printTimeOfDay(at: Date, zone: string): string {
  return wallTime(isoLocal(at, zone))
}

/** "Tuesday 24 November 2026": of an instant in a zone, or of a calendar date. */
export function printDate(date: string): string
export function printDate(at: Date, zone: string): string
export function printDate(date: Date | string, zone = 'UTC'): string {
  return wallDate(typeof date === 'string' ? date : localDate(date, zone))
}

/** "Tue 24 Nov", for lists and subjects where the year is plain. */
export function printShortDate(date: string): string
export function printShortDate(at: Date, zone: string): string
export function printShortDate(date: Date | string, zone?: string): string {
  const { weekday, day, month } = partsOf(date, zone)
  return `${weekday.slice(0, 3)} ${day} ${month.slice(0, 3)}`
}

/** "Tue 24 Nov, 9:30 am", for lists and subjects where the year and the zone are plain. */
export function printShortTime(at: Date, zone: string): string {
  return `${printShortDate(at, zone)}, ${printTimeOfDay(at, zone)}`
}

/** "24 November 2026", for dates of birth, whose weekday nobody knows. */
export function printPlainDate(date: string): string {
  const { day, month, year } = partsOf(date)
  return `${day} ${month} ${year}`
}

/** "Sydney time". In an hour that the clock repeats, which of the two: "Sydney time, AEDT". */
export function printZone(zone: string, at?: Date): string {
  const city = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone
  const name = zone.includes('/') ? `${city} time` : zone
  return at && isRepeatedHour(at, zone) ? `${name}, ${abbreviation(at, zone)}` : name
}

/** The calendar date on the wall, 'YYYY-MM-DD'. */
export function localDate(at: Date, zone: string): string {
  return isoLocal(at, zone).slice(0, 10)
}

/** "2026-11-24T09:30:00+11:00": what the API answers (RFC 3339). */
export function isoWithOffset(at: Date, zone: string): string {
  const minutes = offsetMinutes(at, zone)
  const clock = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  const offset = clock.map((part) => String(part).padStart(2, '0')).join(':')
  return `${new Date(at.getTime() + minutes * MINUTE).toISOString().slice(0, 19)}${minutes < 0 ? '-' : '+'}${offset}`
}

/** `isoWithOffset` for thousands of whole minutes in order of time: what a day has in common is worked out once. */
export function isoPrinter(zone: string): (at: Date) => string {
  let [day, offset, date, suffix]: [number, number | null, [number, string], string] = [
    Number.NaN,
    null,
    [Number.NaN, ''],
    '',
  ]
  return (at) => {
    const ms = at.getTime()
    if (Math.floor(ms / DAY) !== day) {
      day = Math.floor(ms / DAY)
      offset = dayOffset(ms, zone)
      suffix = isoWithOffset(at, zone).slice(16)
    }
    // A day on which the clock changes.
    if (offset === null) return isoWithOffset(at, zone)
    const local = ms + offset * MINUTE
    const localDay = Math.floor(local / DAY)
    if (localDay !== date[0]) date = [localDay, new Date(local).toISOString().slice(0, 11)]
    const minutes = Math.floor((local - localDay * DAY) / MINUTE)
    return date[1] + clockFaces[minutes] + suffix
  }
}

/** '00:00' to '23:59'. */
const clockFaces = Array.from({ length: 1440 }, (_, minute) => {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
})

/** The first instant of a calendar date in a zone (not always midnight: some clocks skip it). */
export function startOfLocalDay(date: string, zone: string): Date {
  const utc = Date.parse(`${date}T00:00Z`)
  const [before, after] = [dayOffset(utc - DAY, zone), dayOffset(utc, zone)]
  // No change anywhere near: arithmetic, twenty times faster.
  if (before !== null && before === after) return new Date(utc - before * MINUTE)
  return new Date(Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds)
}

/** Every zone there is (IANA), in order of name. */
export function timeZones(): string[] {
  return Intl.supportedValuesOf('timeZone')
}

/** Whether a text names a zone, under its name of today (IANA) or an older one. */
export function isTimeZone(text: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text)
    return true
  } catch {
    return false
  }
}

/** The calendar date `count` days later, or earlier where it is negative. */
export function addDays(date: string, count: number): string {
  return new Date(Date.parse(`${date}T00:00Z`) + count * DAY).toISOString().slice(0, 10)
}

/** The time on the wall, '09:30'. */
export function localTime(at: Date, zone: string): string {
  return isoLocal(at, zone).slice(11)
}

/** The instant of a wall time ('09:30') on a calendar date. A repeated hour counts the first time; a skipped one is read as after the gap. */
export function instantAt(date: string, time: string, zone: string): Date {
  const wall = Temporal.PlainDateTime.from(`${date}T${time}`)
  return new Date(wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds)
}

/** How far one wall time is from another, whatever the clocks did between: whole days and minutes, to be given to `shiftWall`. */
export function wallShift(from: Date, to: Date, zone: string): { minutes: number } {
  const [a, b] = [from, to].map((at) => Date.parse(`${isoLocal(at, zone)}Z`)) as [number, number]
  return { minutes: (b - a) / MINUTE }
}

/** An instant moved along the wall clock: two weeks later is the same time of day, also across a change of the clock. */
export function shiftWall(at: Date, { minutes }: { minutes: number }, zone: string): Date {
  const wall = new Date(Date.parse(`${isoLocal(at, zone)}Z`) + minutes * MINUTE).toISOString()
  return instantAt(wall.slice(0, 10), wall.slice(11, 16), zone)
}

/** ISO weekday of a calendar date: 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: string): number {
  return Temporal.PlainDate.from(date).dayOfWeek
}

/** Whole years lived on a date. Whoever was born on 29 February has their birthday on 1 March in common years. */
export function ageOn(dateOfBirth: string, onDate: string): number {
  const years = Number(onDate.slice(0, 4)) - Number(dateOfBirth.slice(0, 4))
  return onDate.slice(5) < dateOfBirth.slice(5) ? years - 1 : years
}

type DatePart = 'day' | 'month' | 'year'
export type ReadDate = { ok: true; date: string } | { ok: false; part?: DatePart; say: string }

/**
 * Reads a date of birth from its three boxes: "24", "11" or "Nov" or "November", "1990". Answers the date ('YYYY-MM-DD'), or what to say
 * and which box is wrong (none: all of it). `today`: the calendar date it may not be after. `what`: another date, as the sentences begin.
 */
export function parseDateOfBirth(
  typed: Partial<Record<DatePart, string>>,
  today: string,
  what = 'Date of birth',
): ReadDate {
  const [dayText, monthText, year] = (['day', 'month', 'year'] as const).map((part) =>
    (typed[part] ?? '').normalize('NFKC').trim(),
  ) as [string, string, string]
  if (!dayText && !monthText && !year) return { ok: false, say: 'Enter your date of birth' }
  if (!dayText) return { ok: false, part: 'day', say: `${what} must include a day` }
  if (!monthText) return { ok: false, part: 'month', say: `${what} must include a month` }
  if (!year) return { ok: false, part: 'year', say: `${what} must include a year` }
  if (!/^\d{1,2}$/.test(dayText) || Number(dayText) < 1 || Number(dayText) > 31)
    return { ok: false, part: 'day', say: 'Day must be a number from 1 to 31' }
  const month = monthNumber(monthText)
  if (!month)
    return { ok: false, part: 'month', say: 'Month must be a number or a name, like 11 or November' }
  if (!/^\d{4}$/.test(year)) return { ok: false, part: 'year', say: 'Year must include 4 numbers' }
  const date = `${year}-${String(month).padStart(2, '0')}-${dayText.padStart(2, '0')}`
  const isReal = new Date(`${date}T00:00Z`).getUTCDate() === Number(dayText)
  if (!isReal) return { ok: false, say: `${what} must be a real date` }
  if (date > today) return { ok: false, say: `${what} must be in the past` }
  if (date < '1900-01-01') return { ok: false, part: 'year', say: `${what} must be after 1900` }
  return { ok: true, date }
}

function monthNumber(text: string): number | null {
  if (/^\d{1,2}$/.test(text)) return Number(text) >= 1 && Number(text) <= 12 ? Number(text) : null
  const word = text.toLowerCase().replace(/\.$/, '')
  const found = MONTHS.findIndex((name) => word.length >= 3 && name.toLowerCase().startsWith(word))
  // "Sept" is short for September too, and begins it.
  return found < 0 ? null : found + 1
}

function onAnotherDay(startsAt: Date, endsAt: Date, zone: string): string {
  return localDate(startsAt, zone) === localDate(endsAt, zone) ? '' : ` on ${printDate(endsAt, zone)}`
}

function partsOf(date: Date | string, zone = 'UTC') {
  const text = typeof date === 'string' ? date : localDate(date, zone)
  const [year = '', month = '', day = ''] = text.split('-')
  return {
    weekday: WEEKDAYS[weekdayOf(text) - 1] ?? '',
    day: Number(day),
    month: MONTHS[Number(month) - 1] ?? '',
    year,
  }
}

const MINUTE = 60_000
const DAY = 86_400_000

/** Wall time as 'YYYY-MM-DDTHH:MM'. */
function isoLocal(at: Date, zone: string): string {
  return new Date(at.getTime() + offsetMinutes(at, zone) * MINUTE).toISOString().slice(0, 16)
}

const offsets = new Map<string, number | null>()

/**
 * Minutes ahead of UTC. A month of slots asks this thousands of times, and a zone database answers in microseconds at best: so it is asked
 * once per zone and UTC day, and again for each instant only on days that have a change.
 */
function offsetMinutes(at: Date, zone: string): number {
  const ofDay = dayOffset(at.getTime(), zone)
  return ofDay ?? askOffset(at.getTime(), zone)
}

/** The offset of a whole UTC day, or null where it changes within it. */
function dayOffset(ms: number, zone: string): number | null {
  const day = Math.floor(ms / DAY)
  const key = `${zone} ${day}`
  let known = offsets.get(key)
  if (known === undefined) {
    const [first, last] = [askOffset(day * DAY, zone), askOffset((day + 1) * DAY, zone)]
    known = first === last ? first : null
    if (offsets.size > 20_000) offsets.clear()
    offsets.set(key, known)
  }
  return known
}

function askOffset(ms: number, zone: string): number {
  const there = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
  return Math.round(there.offsetNanoseconds / 60e9)
}

/** Whether the clock shows this instant's time twice, because it was set back. */
function isRepeatedHour(at: Date, zone: string): boolean {
  const [before, after] = [-3 * 3_600_000, 3 * 3_600_000].map((by) => dayOffset(at.getTime() + by, zone))
  if (before !== null && before === after) return false
  const wall = Temporal.PlainDateTime.from(isoLocal(at, zone))
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    wall.toZonedDateTime(zone, { disambiguation }),
  )
  return earlier?.epochMilliseconds !== later?.epochMilliseconds
}

const namers = new Map<string, Intl.DateTimeFormat>()
/** "AEDT" where the house's English has a name for it, else "UTC-04:00". */
function abbreviation(at: Date, zone: string): string {
  const namer =
    namers.get(zone) ?? new Intl.DateTimeFormat('en-AU', { timeZone: zone, timeZoneName: 'short' })
  namers.set(zone, namer)
  const name = namer.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? ''
  return /^[A-Z]{3,5}$/.test(name) ? name : `UTC${isoWithOffset(at, zone).slice(19)}`
}
