import { localDate } from '../../time'
import type { BookingStatus } from '../rules'

/** A practitioner is away: which times their patients are proposed, in which order, and what is left to do for each. Pure. */

/** Near the time they had: the same day with somebody else counts as near within this. */
const NEAR_MINUTES = 120
/** For so many days after the absence patients rather wait for their own practitioner. */
const OWN_WITHIN_DAYS = 7
/** A proposed time begins no sooner than this from now, so that there is time to answer. */
const LEAD_MINUTES = 120
/** Proposed times are let go this long before they begin. */
const LAST_ANSWER_MINUTES = 60
/** How far after the absence times are looked for. */
export const LOOK_DAYS = 28

/** A stretch of somebody's time. */
type Span = { startsAt: Date; endsAt: Date }
/** What a patient has, by its booking. */
export type Engagement = Span & { id: string; patientId: string }
/** A free time with somebody. */
export type FreeTime = Span & { practitionerId: string; locationId: string }
/** The absence: whose, `[from, to)`. */
export type Absence = { practitionerId: string; from: Date; to: Date }
/** A booking that cannot take place. Buffers in minutes; `free`: the free times of its kind, by whomever. `timeZone`: its location's. */
export type Displaced = Span & {
  id: string
  patientId: string
  timeZone: string
  bufferBefore: number
  bufferAfter: number
  free: readonly FreeTime[]
}
/** What a booking gets: a time or none; `others`: what it could have instead. `isOther`: not the one that was wished. */
export type Planned = { id: string; time: FreeTime | null; others: FreeTime[]; isOther: boolean }

/** So many other times with somebody else, and so many with their own practitioner. */
const MOST_OTHERS = 4
const MINUTE = 60_000

/**
 * A time for each booking, no two the same: first what staff wish (by booking id), then in the order of the appointments the first that is
 * still free in the order of `inOrder`. `engaged`: what the
 * patients have, these bookings too: until they are moved they stand.
 */
export function planTimes(
  displaced: readonly Displaced[],
  absence: Absence,
  engaged: readonly Engagement[],
  at: Date,
  wishes: ReadonlyMap<string, FreeTime> = new Map(),
): Planned[] {
  const taken: (FreeTime & { of: Displaced })[] = []
  const isLeft = (one: Displaced, time: FreeTime) => !taken.some((other) => areInTheWay(one, time, other))
  const plans = displaced.map((one) => {
    const wish = wishes.get(one.id)
    return { one, wish, times: inOrder(one, absence, engaged, at) }
  })
  const given = new Map<string, FreeTime>()
  const give = (one: Displaced, time: FreeTime | undefined) => {
    if (!time) return
    given.set(one.id, time)
    taken.push({ ...time, of: one })
  }
  for (const { one, wish, times } of plans)
    if (wish)
      give(
        one,
        times.find((time) => isSame(time, wish) && isLeft(one, time)),
      )
  for (const { one, times } of plans)
    if (!given.has(one.id))
      give(
        one,
        times.find((time) => isLeft(one, time)),
      )
  return plans.map(({ one, wish, times }) => {
    const time = given.get(one.id) ?? null
    const isOwn = (other: FreeTime) => other.practitionerId === absence.practitionerId
    const others = [
      ...firstOf(MOST_OTHERS, times, (other) => !isOwn(other) && isLeft(one, other)),
      ...firstOf(MOST_OTHERS, times, (other) => isOwn(other) && isLeft(one, other)),
    ]
    return { id: one.id, time, others, isOther: !!wish && !!time && !isSame(time, wish) }
  })
}

/**
 * The times a booking can be given, best first: with somebody else on the same day, nearest to the time it had and at most two hours from
 * it; else with its own practitioner, the soonest in the week after the absence; else the soonest with whomever. Always of the same length.
 */
function inOrder(
  one: Displaced,
  absence: Absence,
  engaged: readonly Engagement[],
  at: Date,
): readonly FreeTime[] {
  const earliest = at.getTime() + LEAD_MINUTES * MINUTE
  const minutes = lengthOf(one)
  const elsewhere = engaged.filter(({ id, patientId }) => patientId === one.patientId && id !== one.id)
  return one.free
    .filter(
      (time) =>
        time.startsAt.getTime() >= earliest &&
        lengthOf(time) === minutes &&
        !(time.practitionerId === absence.practitionerId && overlap(time, spanOf(absence))) &&
        !elsewhere.some((other) => overlap(time, other)),
    )
    .map((time) => ({ time, rank: rankOf(one, absence, time) }))
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || +a.time.startsAt - +b.time.startsAt)
    .map(({ time }) => time)
}

function rankOf(one: Displaced, absence: Absence, time: FreeTime): [step: number, within: number] {
  const starts = time.startsAt.getTime()
  const apart = Math.abs(starts - one.startsAt.getTime())
  const isOwn = time.practitionerId === absence.practitionerId
  if (!isOwn && apart <= NEAR_MINUTES * MINUTE && isSameDay(one, time)) return [1, apart]
  if (isOwn && starts >= +absence.to && starts < +absence.to + OWN_WITHIN_DAYS * 86_400_000)
    return [2, starts]
  return [3, starts]
}

function isSameDay({ startsAt, timeZone }: Displaced, time: FreeTime): boolean {
  return localDate(time.startsAt, timeZone) === localDate(startsAt, timeZone)
}

/** Two that nobody can have both: one practitioner at once, buffers included, or one patient in two places. */
function areInTheWay(one: Displaced, time: FreeTime, other: FreeTime & { of: Displaced }): boolean {
  if (one.patientId === other.of.patientId && overlap(time, other)) return true
  return (
    time.practitionerId === other.practitionerId &&
    overlap(withBuffers(one, time), withBuffers(other.of, other))
  )
}

/** Whether two wishes cannot both be granted: the page says so before anything is sent. */
export function clash(a: [Displaced, FreeTime], b: [Displaced, FreeTime]): boolean {
  return areInTheWay(a[0], a[1], { ...b[1], of: b[0] })
}

/** Until when a proposed time is kept: so many hours, and at most until an hour before it begins. */
export function keptUntil(at: Date, hours: number, startsAt: Date): Date {
  return new Date(
    Math.min(at.getTime() + hours * 60 * MINUTE, startsAt.getTime() - LAST_ANSWER_MINUTES * MINUTE),
  )
}

/** What is left to do about a booking of an absence. */
export type AwayState =
  | 'waiting'
  | 'unreachable'
  | 'declined'
  | 'lapsed'
  | 'left'
  | 'untold'
  | 'accepted'
  | 'moved'
  | 'cancelled'

/** The states in which somebody at the desk has to do something, the most urgent first. */
export const TO_DO: readonly AwayState[] = ['unreachable', 'untold', 'declined', 'lapsed', 'left']

/**
 * Where a booking of an absence stands. `state`: of its last proposal, null where there was none. `isReached`: a mail went out, or is on
 * its way, or staff have told them.
 */
export function awayState(
  booking: {
    status: BookingStatus
    cancelledBy: string | null
    state: 'open' | 'accepted' | 'declined' | 'lapsed' | 'withdrawn' | null
    expiresAt: Date | null
    isReached: boolean
  },
  at: Date,
): AwayState {
  const { status, cancelledBy, state, expiresAt, isReached } = booking
  if (status === 'cancelled') return cancelledBy === 'staff' && !isReached ? 'untold' : 'cancelled'
  if (state === null) return 'left'
  if (state === 'withdrawn') return 'moved'
  if (state !== 'open') return state
  if (expiresAt !== null && expiresAt <= at) return 'lapsed'
  return isReached ? 'waiting' : 'unreachable'
}

const isSame = (a: FreeTime, b: FreeTime) =>
  +a.startsAt === +b.startsAt && a.practitionerId === b.practitionerId && a.locationId === b.locationId
const lengthOf = ({ startsAt, endsAt }: Span) => (endsAt.getTime() - startsAt.getTime()) / MINUTE
const overlap = (a: Span, b: Span) => a.startsAt < b.endsAt && b.startsAt < a.endsAt
const spanOf = ({ from, to }: Absence): Span => ({ startsAt: from, endsAt: to })

function withBuffers({ bufferBefore, bufferAfter }: Displaced, { startsAt, endsAt }: Span): Span {
  return {
    startsAt: new Date(startsAt.getTime() - bufferBefore * MINUTE),
    endsAt: new Date(endsAt.getTime() + bufferAfter * MINUTE),
  }
}

/** The first so many that will do; there may be thousands. */
function firstOf<T>(count: number, items: readonly T[], will: (item: T) => boolean): T[] {
  const found: T[] = []
  for (const item of items) {
    if (found.length === count) break
    if (will(item)) found.push(item)
  }
  return found
}
