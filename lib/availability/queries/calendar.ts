import type { Actor } from '../../access/actor'
import { now } from '../../clock'
import { addDays, localDate, weekdayOf } from '../../time'
import { MOST_DAYS, type NextSlotsQuery } from '../schema'
import { type Found, type Keeping, listSlots, nextSlots, type Slot } from './slots'

/** Whose free times a page offers. */
export type Wanted = NextSlotsQuery & { clinicSlug: string } & Keeping

/** A day of the week shown, with its free times, and those that can only be had on the phone. `date`: 'YYYY-MM-DD' in the clinic's zone. */
export type FreeDay = { date: string; slots: Slot[]; callToBook: Slot[] }

/** What a page of free times shows. Dates are in the clinic's zone. */
export type FreeTimes = {
  timeZone: string
  /** The next three. */
  next: Slot[]
  /** Monday to Sunday; days gone by are without times. */
  week: FreeDay[]
  /** The day shown: the one asked for, else the first of the week that has times. */
  day: FreeDay
  today: string
  /** The next date after the day shown that has times, looked for beyond the week where that day has none; null where there is none. */
  later: string | null
}

/**
 * Free times for somebody to choose from: the next three, and a week. `asked.day` or `asked.week` (any date of it): 'YYYY-MM-DD'; neither: the
 * week of the next free time. Two statements; three where neither the day nor the rest of its week has times.
 */
export async function listFreeTimes(
  actor: Actor,
  wanted: Wanted,
  timeZone: string,
  asked: { day?: string | undefined; week?: string | undefined } = {},
): Promise<FreeTimes> {
  const today = localDate(now(), timeZone)
  const near = await nextSlots(actor, wanted)
  const { slots: next } = near
  const first = next[0] ? localDate(next[0].startsAt, timeZone) : today
  const anchor = latest(asked.day ?? asked.week ?? first, today)
  const monday = addDays(anchor, 1 - weekdayOf(anchor))
  const sunday = addDays(monday, 6)
  const found =
    next.length > 0 ? await listSlots(actor, { ...wanted, from: latest(monday, today), to: sunday }) : near
  const week = Array.from({ length: 7 }, (_, n) => dayOf(addDays(monday, n), found, timeZone))
  const isAskedFor = asked.day !== undefined && asked.day >= today
  const free = week.find((day) => day.slots.length > 0 && (asked.week === undefined || day.date >= anchor))
  const day = (!isAskedFor && free) || dayOf(anchor, found, timeZone)
  const dayAfter = week.find(({ date, slots }) => date > day.date && slots.length > 0)?.date
  const isWanting = day.slots.length === 0 && dayAfter === undefined && next.length > 0
  const later = isWanting ? await dateAfter(actor, wanted, sunday, timeZone) : (dayAfter ?? null)
  return { timeZone, next, week, day, today, later }
}

/** The free times nearest to one that is lost, before or after it, in order of time. */
export async function nearestSlots(
  actor: Actor,
  wanted: Wanted,
  to: Date,
  timeZone: string,
  count = 3,
): Promise<Slot[]> {
  const today = localDate(now(), timeZone)
  const date = latest(localDate(to, timeZone), today)
  const { slots } = await listSlots(actor, {
    ...wanted,
    from: latest(addDays(date, -7), today),
    to: addDays(date, 21),
  })
  const others = slots.filter(({ startsAt }) => startsAt.getTime() !== to.getTime())
  const near = others.toSorted((a, b) => distance(a, to) - distance(b, to)).slice(0, count)
  if (near.length > 0) return near.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
  return (await nextSlots(actor, wanted)).slots
}

const distance = ({ startsAt }: Slot, to: Date) => Math.abs(startsAt.getTime() - to.getTime())
const latest = (one: string, other: string) => (one > other ? one : other)

function dayOf(date: string, found: Pick<Found, 'slots' | 'callToBook'>, timeZone: string): FreeDay {
  const isThen = ({ startsAt }: Slot) => localDate(startsAt, timeZone) === date
  return { date, slots: found.slots.filter(isThen), callToBook: found.callToBook.filter(isThen) }
}

async function dateAfter(
  actor: Actor,
  wanted: Wanted,
  date: string,
  timeZone: string,
): Promise<string | null> {
  const { slots } = await listSlots(actor, {
    ...wanted,
    from: addDays(date, 1),
    to: addDays(date, MOST_DAYS),
  })
  return slots[0] ? localDate(slots[0].startsAt, timeZone) : null
}
