import ICAL from 'ical.js'
import { addDays, instantAt, isTimeZone, startOfLocalDay } from '../../time'

/** A stretch of time, `[from, to)`. */
export type Busy = { from: Date; to: Date }

/** Why a calendar's busy times cannot be told. */
export class UnreadableCalendar extends Error {
  override readonly name = 'UnreadableCalendar'
  constructor(readonly code: 'not_a_calendar' | 'too_many') {
    super(code)
  }
}

/** From when to when, and the zone of days and of times that name none. */
type Window = { from: Date; to: Date; timeZone: string }

/** How often the rules of one calendar may be asked for their next time: some never come to an end. */
const MOST_STEPS = 30_000

/**
 * When a calendar (RFC 5545) says that its owner is busy: entries with their repetitions (RRULE, RDATE, without EXDATE; single ones moved or
 * cancelled by RECURRENCE-ID), whole days, and published busy times. Not what is cancelled or marked as free. An entry that makes no sense
 * is passed over. Titles are never looked at. Throws `UnreadableCalendar`.
 */
export function readBusy(text: string, window: Window): Busy[] {
  const calendar = calendarOf(text)
  const entries = calendar.getAllSubcomponents('vevent')
  const budget = { steps: MOST_STEPS }
  const replaced = replacedOf(entries, window.timeZone)
  const busy = [
    ...entries.flatMap((entry) => orNothing(() => busyOf(entry, window, replaced, budget))),
    ...calendar.getAllSubcomponents('vfreebusy').flatMap((part) => orNothing(() => published(part, window))),
  ]
  return busy.filter(({ from, to }) => from < to && to > window.from && from < window.to)
}

function calendarOf(text: string): ICAL.Component {
  try {
    const parsed = ICAL.parse(text.replace(/^\uFEFF/, ''))
    const calendar = new ICAL.Component(parsed as ConstructorParameters<typeof ICAL.Component>[0])
    if (calendar.name === 'vcalendar') return calendar
  } catch {
    // Said below.
  }
  throw new UnreadableCalendar('not_a_calendar')
}

function orNothing(read: () => Busy[]): Busy[] {
  try {
    return read()
  } catch (error) {
    if (error instanceof UnreadableCalendar) throw error
    return []
  }
}

/** UID → the times of a series that other entries stand for, as `keyOf` writes them. */
type Replaced = ReadonlyMap<string, ReadonlySet<string>>

function replacedOf(entries: readonly ICAL.Component[], zone: string): Replaced {
  const replaced = new Map<string, Set<string>>()
  for (const entry of entries)
    for (const { time, property } of timesOf(entry, 'recurrence-id')) {
      const uid = String(entry.getFirstPropertyValue('uid'))
      replaced.set(uid, (replaced.get(uid) ?? new Set()).add(keyOf(time, property, zone)))
    }
  return replaced
}

type Budget = { steps: number }

function busyOf(entry: ICAL.Component, window: Window, replaced: Replaced, budget: Budget): Busy[] {
  const [start] = timesOf(entry, 'dtstart')
  if (!start || isFree(entry)) return []
  const length = lengthOf(entry, start, window.timeZone)
  const at = (time: ICAL.Time): Busy => {
    const from = instantOf(time, start.property, window.timeZone)
    const to =
      'days' in length
        ? startOfLocalDay(addDays(dateOf(time), length.days), window.timeZone)
        : new Date(from.getTime() + length.ms)
    return { from, to }
  }
  if (entry.hasProperty('recurrence-id')) return [at(start.time)]
  const others = timesOf(entry, 'rdate').map(({ time, property }) => {
    const from = instantOf(time, property, window.timeZone)
    return { time, busy: 'days' in length ? at(time) : { from, to: new Date(from.getTime() + length.ms) } }
  })
  const repeated = repeatedOf(entry, start, window, budget)
  // The first time is mostly the rule's first too.
  const all = new Map([start.time, ...repeated].map((time) => [time.toString(), { time, busy: at(time) }]))
  const left = new Set([
    ...timesOf(entry, 'exdate').map(({ time, property }) => keyOf(time, property, window.timeZone)),
    ...(replaced.get(String(entry.getFirstPropertyValue('uid'))) ?? []),
  ])
  return [...all.values(), ...others]
    .filter(({ time, busy }) => !left.has(busy.from.toISOString()) && !left.has(dateOf(time)))
    .map(({ busy }) => busy)
}

/** The wall times at which rules repeat an entry, up to the end of the window. */
function repeatedOf(entry: ICAL.Component, start: Told, window: Window, budget: Budget): ICAL.Time[] {
  const times: ICAL.Time[] = []
  for (const property of entry.getAllProperties('rrule')) {
    const rule = property.getFirstValue()
    if (!(rule instanceof ICAL.Recur)) continue
    const isLate = lastOf(rule, start, window)
    const next = stepsOf(rule, aheadOf(rule, start.time, window.from), budget)
    for (let time = next(); time && !isLate(time); time = next()) times.push(time)
  }
  return times
}

/** Whether a time is after the last of a rule, or of the window. Not left to the rule, which knows the zones of the file alone. */
function lastOf(
  rule: ICAL.Recur,
  { property }: Told,
  { to, timeZone }: Window,
): (time: ICAL.Time) => boolean {
  const { until } = rule
  rule.until = null
  const lastDate = until?.isDate ? dateOf(until) : null
  const last = until && !until.isDate ? instantOf(until, property, timeZone) : null
  return (time) => {
    const at = instantOf(time, property, timeZone)
    return at >= to || (last !== null && at > last) || (lastDate !== null && dateOf(time) > lastDate)
  }
}

/** The times of a rule one after another. A rule that can never be met would be searched for ever, so each look costs a step. */
function stepsOf(rule: ICAL.Recur, start: ICAL.Time, budget: Budget): () => ICAL.Time | null {
  const spend = () => {
    if (budget.steps-- <= 0) throw new UnreadableCalendar('too_many')
  }
  const iterator = rule.iterator(start)
  const looksRight = iterator.check_contracting_rules.bind(iterator)
  iterator.check_contracting_rules = () => {
    spend()
    return looksRight()
  }
  return () => {
    spend()
    return iterator.next()?.clone() ?? null
  }
}

/** For what repeats daily or weekly without being counted: a start of the same beat shortly before the window, years of steps later. */
function aheadOf(rule: ICAL.Recur, start: ICAL.Time, from: Date): ICAL.Time {
  const period = { DAILY: 1, WEEKLY: 7 }[rule.freq as string]
  if (period === undefined || rule.count) return start
  const beat = period * Math.max(1, rule.interval)
  const days = (from.getTime() - Date.parse(`${dateOf(start)}T00:00Z`)) / 86_400_000
  const beats = Math.floor(days / beat) - 2
  if (beats <= 0) return start
  const ahead = start.clone()
  ahead.adjust(beats * beat, 0, 0, 0)
  return ahead
}

/** Marked as free, or off. Outlook publishes its own word for it. */
function isFree(entry: ICAL.Component): boolean {
  const says = (name: string) => String(entry.getFirstPropertyValue(name) ?? '').toUpperCase()
  return (
    says('transp') === 'TRANSPARENT' ||
    says('status') === 'CANCELLED' ||
    says('x-microsoft-cdo-busystatus') === 'FREE'
  )
}

type Told = { time: ICAL.Time; property: ICAL.Property }

/** The times of a property, whose parameters say in which zone they are. */
function timesOf(entry: ICAL.Component, name: string): Told[] {
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
function lengthOf(entry: ICAL.Component, start: Told, zone: string): Length {
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
function keyOf(time: ICAL.Time, property: ICAL.Property, zone: string): string {
  return time.isDate ? dateOf(time) : instantOf(time, property, zone).toISOString()
}

const dateOf = (time: ICAL.Time) => time.toString().slice(0, 10)

/**
 * The instant of a time: in its named zone by the house's own rules; else by the rules that the file brings along (Outlook's zones have names
 * of their own); without any, on the clock of `zone`.
 */
function instantOf(time: ICAL.Time, property: ICAL.Property, zone: string): Date {
  if (time.isDate) return startOfLocalDay(dateOf(time), zone)
  if (time.zone === ICAL.Timezone.utcTimezone) return new Date(time.toUnixTime() * 1000)
  const named = property.getParameter('tzid')
  const known = typeof named === 'string' && isTimeZone(named) ? named : null
  if (!known && time.zone !== ICAL.Timezone.localTimezone) return new Date(time.toUnixTime() * 1000)
  const wall = instantAt(dateOf(time), time.toString().slice(11, 16), known ?? zone)
  return new Date(wall.getTime() + time.second * 1000)
}

/** Busy times that were published as such, without entries. */
function published(part: ICAL.Component, { timeZone }: Window): Busy[] {
  return part.getAllProperties('freebusy').flatMap((property) => {
    if (String(property.getParameter('fbtype') ?? 'BUSY').toUpperCase() === 'FREE') return []
    return (property.getValues() as unknown[]).flatMap((value) =>
      value instanceof ICAL.Period
        ? [
            {
              from: instantOf(value.start, property, timeZone),
              to: instantOf(value.getEnd(), property, timeZone),
            },
          ]
        : [],
    )
  })
}
