import ICAL from 'ical.js'
import { UnreadableCalendar } from './problems'
import { dateOf, instantOf, type Told } from './times'

/** From when to when, and the zone of days and of times that name none. */
export type Window = { from: Date; to: Date; timeZone: string }

/** How often the rules of one calendar may be asked for their next time: some never come to an end. */
export const MOST_STEPS = 30_000
/** What is left of it. */
export type Budget = { steps: number }

/** The wall times at which rules repeat an entry, up to the end of the window. */
export function repeatedOf(entry: ICAL.Component, start: Told, window: Window, budget: Budget): ICAL.Time[] {
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
