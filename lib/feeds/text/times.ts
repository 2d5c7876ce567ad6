import ICAL from 'ical.js'
import { instantAt, isTimeZone, startOfLocalDay } from '../../time'

/** A time with the property it stands in. */
export type Told = { time: ICAL.Time; property: ICAL.Property }

/** The times of a property, whose parameters say in which zone they are. */
export function timesOf(entry: ICAL.Component, name: string): Told[] {
  return entry
    .getAllProperties(name)
    .flatMap((property) => (property.getValues() as unknown[]).flatMap((value) => toldTime(value, property)))
}

function toldTime(value: unknown, property: ICAL.Property): Told[] {
  const time = value instanceof ICAL.Period ? value.start : value
  return time instanceof ICAL.Time ? [{ time, property }] : []
}

type Length = { days: number } | { ms: number }

/** An end at a time is a time later, whatever the clocks do; whole days are days. Without an end a day is one, and a time is none. */
export function lengthOf(entry: ICAL.Component, start: Told, zone: string): Length {
  const duration = entry.getFirstPropertyValue('duration')
  const seconds = duration instanceof ICAL.Duration ? duration.toSeconds() : null
  const [end] = timesOf(entry, 'dtend')
  if (start.time.isDate) {
    const days = end ? (Date.parse(dateOf(end.time)) - Date.parse(dateOf(start.time))) / 86_400_000 : 1
    return { days: seconds === null ? Math.max(1, days) : Math.max(1, Math.round(seconds / 86_400)) }
  }
  if (seconds !== null) return { ms: seconds * 1000 }
  const begins = instantOf(start.time, start.property, zone).getTime()
  return { ms: end ? instantOf(end.time, end.property, zone).getTime() - begins : 0 }
}

/** What a time of a series is known by: its instant, or its date where only that is given. */
export function keyOf(time: ICAL.Time, property: ICAL.Property, zone: string): string {
  return time.isDate ? dateOf(time) : instantOf(time, property, zone).toISOString()
}

/** Its date on the wall, 'YYYY-MM-DD'. */
export const dateOf = (time: ICAL.Time) => time.toString().slice(0, 10)

/**
 * The instant of a time: in its named zone by the house's own rules; else by the rules that the file brings along (Outlook's zones have names
 * of their own); without any, on the clock of `zone`.
 */
export function instantOf(time: ICAL.Time, property: ICAL.Property, zone: string): Date {
  if (time.isDate) return startOfLocalDay(dateOf(time), zone)
  if (time.zone === ICAL.Timezone.utcTimezone) return new Date(time.toUnixTime() * 1000)
  const named = property.getParameter('tzid')
  const known = typeof named === 'string' && isTimeZone(named) ? named : null
  if (!known && time.zone !== ICAL.Timezone.localTimezone) return new Date(time.toUnixTime() * 1000)
  const wall = instantAt(dateOf(time), time.toString().slice(11, 16), known ?? zone)
  return new Date(wall.getTime() + time.second * 1000)
}
