import ICAL from 'ical.js'
import { addDays, startOfLocalDay } from '../../time'
import { UnreadableCalendar } from './problems'
import { type Budget, MOST_STEPS, repeatedOf, type Window } from './repeats'
import { dateOf, instantOf, keyOf, lengthOf, timesOf } from './times'

/** A stretch of time, `[from, to)`. */
export type Busy = { from: Date; to: Date }

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

/** Marked as free, or off. Outlook publishes its own word for it. */
function isFree(entry: ICAL.Component): boolean {
  const says = (name: string) => String(entry.getFirstPropertyValue(name) ?? '').toUpperCase()
  return (
    says('transp') === 'TRANSPARENT' ||
    says('status') === 'CANCELLED' ||
    says('x-microsoft-cdo-busystatus') === 'FREE'
  )
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
