import ICAL from 'ical.js'
import { addDays } from '../../time'

/** A holiday of a calendar file: whole days, both ends included. `uid` tells it from every other, in every year. */
export type Holiday = { uid: string; name: string; from: string; until: string }

const MOST = 500

/**
 * Reads the whole-day entries of a calendar file (RFC 5545) that end on or after `today` and begin before `until`. Entries that repeat
 * every year on their date are counted out; entries with times, cancelled ones and those that repeat in any other way are left out and
 * counted. Null where it is no calendar.
 */
export function readHolidays(
  text: string,
  today: string,
  until: string,
): { holidays: Holiday[]; leftOut: number } | null {
  const events = eventsOf(text)
  if (!events) return null
  const read = events.slice(0, MOST).map((event) => daysOfEvent(event, until))
  const holidays = read.flatMap((days) => days ?? []).filter((day) => day.until >= today && day.from < until)
  const leftOut = read.filter((days) => days === null).length + Math.max(0, events.length - MOST)
  return { holidays: [...new Map(holidays.map((day) => [day.uid, day])).values()].slice(0, MOST), leftOut }
}

function eventsOf(text: string): ICAL.Component[] | null {
  try {
    const parsed: unknown = ICAL.parse(text)
    const calendar = new ICAL.Component(parsed as ConstructorParameters<typeof ICAL.Component>[0])
    return calendar.name === 'vcalendar' ? calendar.getAllSubcomponents('vevent') : null
  } catch {
    return null
  }
}

function daysOfEvent(event: ICAL.Component, until: string): Holiday[] | null {
  const [start, end] = [event.getFirstPropertyValue('dtstart'), event.getFirstPropertyValue('dtend')]
  const uid = event.getFirstPropertyValue('uid')
  const isCancelled = String(event.getFirstPropertyValue('status')).toUpperCase() === 'CANCELLED'
  if (!(start instanceof ICAL.Time) || !start.isDate || typeof uid !== 'string' || isCancelled) return null
  if (event.hasProperty('rdate') || event.hasProperty('recurrence-id')) return null
  const from = start.toString()
  // DTEND is the day after (RFC 5545, 3.6.1).
  const last = end instanceof ICAL.Time && end.isDate ? addDays(end.toString(), -1) : from
  const name = String(event.getFirstPropertyValue('summary') ?? '')
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 200)
  const first = { uid: uid.slice(0, 300), name, from, until: last < from ? from : last }
  const rule = event.getFirstPropertyValue('rrule')
  if (!rule) return [first]
  return rule instanceof ICAL.Recur && isYearly(rule, start) ? everyYear(first, rule, until) : null
}

/** Whether a rule says no more than "every year on this date". */
function isYearly(rule: ICAL.Recur, start: ICAL.Time): boolean {
  const { BYMONTH, BYMONTHDAY, ...others } = rule.parts as Record<string, number[] | undefined>
  const isOwn = (part: number[] | undefined, own: number) =>
    !part || (part.length === 1 && Number(part[0]) === own)
  return (
    rule.freq === 'YEARLY' &&
    Object.keys(others).length === 0 &&
    isOwn(BYMONTH, start.month) &&
    isOwn(BYMONTHDAY, start.day)
  )
}

function everyYear(first: Holiday, rule: ICAL.Recur, until: string): Holiday[] {
  const days = (Date.parse(first.until) - Date.parse(first.from)) / 86_400_000
  const last = rule.until ? rule.until.toString().slice(0, 10) : until
  const step = Math.max(1, rule.interval)
  const times = Math.min(rule.count ?? 200, 200)
  return Array.from(
    { length: times },
    (_, n) => `${Number(first.from.slice(0, 4)) + n * step}${first.from.slice(4)}`,
  )
    .filter((from) => from <= last && from < until && isReal(from))
    .map((from) => ({ ...first, uid: `${first.uid} ${from}`, from, until: addDays(from, days) }))
}

/** 29 February is not in every year. */
function isReal(date: string): boolean {
  return new Date(`${date}T00:00Z`).toISOString().slice(0, 10) === date
}
