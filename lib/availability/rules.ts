import type { Mode, VisitType } from '../booking/schema'
import type { RefusalCode } from '../errors'
import { addDays, ageOn, localDate, startOfLocalDay } from '../time'

/**
 * What is free, and why a time is not: the one place that search, hold, booking, moving, the API and "why is this time not offered?" ask.
 * Integers are minutes since the epoch; the present is a parameter.
 */

/** What the clinic decided about a service, for one type of visit. `timeZone` is the clinic's: ages and the horizon are counted in its dates. */
export type Terms = {
  type: VisitType
  minutes: number
  bufferBefore: number
  bufferAfter: number
  gridMinutes: number
  noticeMinutes: number
  horizonDays: number
  minimumAgeYears: number | null
  maximumAgeYears: number | null
  requiresReferral: boolean
  isActive: boolean
  modes: readonly Mode[]
  timeZone: string
}

/** One practitioner's time at one location. Pairs are (start, end), sorted and apart; see `diaryOf`. */
export type Diary = {
  /** Open blocks, flat (start, end, phase): weekly rules and dated openings, each with the beat of its own start grid. */
  blocks: readonly number[]
  /** What the blocks cover together: blocks that touch count as one. */
  hours: readonly number[]
  /** Leave and closures. */
  shut: readonly number[]
  /** Bookings, holds and leave, buffers included. */
  busy: readonly number[]
}

/** Everything about a visit but its time and its patient. */
export type Subject = {
  terms: Terms
  practitioner: { isActive: boolean; offersService: boolean; acceptsNewPatients: boolean }
  location: { kind: LocationKind }
  diary: Diary
}

export type LocationKind = 'in_person' | 'telehealth'

/** Who asks and for whom, as far as it is known. `dateOfBirth`: 'YYYY-MM-DD'; unknown until details are typed. */
export type Circumstances = {
  dateOfBirth?: string | undefined
  isReferred?: boolean
  isStaff?: boolean
  /** A booking that moves was allowed once: what concerns the patient is not asked again. */
  isMoving?: boolean
  /** It moves and stays with its practitioner. */
  keepsPractitioner?: boolean
}

export type Check = { rule: RefusalCode; passes: boolean }

/** Starts of the free times in `[window.from, window.to)`, in order. */
export function slotsOf(
  subject: Subject,
  window: { from: number; to: number },
  at: Date,
  who: Circumstances = {},
): number[] {
  const frame = frameOf(subject, at, who)
  if (!STANDING.every(([, holds]) => holds(frame, window.from))) return []
  const starts: number[] = []
  const { blocks } = subject.diary
  const grid = subject.terms.gridMinutes
  for (let i = 0; i < blocks.length; i += 3) {
    const [blockStart, blockEnd, phase] = [
      blocks[i] as number,
      blocks[i + 1] as number,
      blocks[i + 2] as number,
    ]
    const first = Math.max(blockStart, window.from)
    const last = Math.min(blockEnd, window.to)
    for (let start = first + mod(blockStart - phase - first, grid); start < last; start += grid)
      if (isFree(frame, start)) starts.push(start)
  }
  return inOrderOnce(starts)
}

/**
 * Every rule about a visit at a time, with whether it holds: the answer to "why is this time not offered?". What is not known of the
 * patient is not held against the time. Sources: domain.md, Availability; security.md A10.
 */
export function checksOf(
  subject: Subject,
  visit: { startsAt: Date; mode?: Mode | undefined },
  at: Date,
  who: Circumstances = {},
): Check[] {
  const frame = frameOf(subject, at, who, visit.mode)
  const start = visit.startsAt.getTime() / MINUTE
  return ALL.map(([rule, holds]) => ({ rule, passes: holds(frame, start) }))
}

/** The first rule that a visit breaks, or null. */
export function firstFailure(
  subject: Subject,
  visit: { startsAt: Date; mode?: Mode | undefined },
  at: Date,
  who: Circumstances = {},
): RefusalCode | null {
  return checksOf(subject, visit, at, who).find(({ passes }) => !passes)?.rule ?? null
}

/** A diary from its raw parts: `open` flat (start, end, phase), `shut` and `busy` flat (start, end), each in order of start. */
export function diaryOf(open: readonly number[], shut: readonly number[], busy: readonly number[]): Diary {
  return { blocks: open, hours: joined(open, 3), shut: joined(shut, 2), busy: joined(busy, 2) }
}

/** The kind of place a visit of this mode happens at. */
function placeOf(mode: Mode): LocationKind {
  return mode === 'in_person' ? 'in_person' : 'telehealth'
}

type Frame = {
  subject: Subject
  who: Circumstances
  mode: Mode | undefined
  present: number
  /** The end of the last bookable date. */
  horizon: number
}
type Rule = readonly [RefusalCode, (frame: Frame, start: number) => boolean]

/** Of a time that was counted out on the grid of its block. The rule that fails most often is asked first: a search asks thousands of times. */
function isFree(frame: Frame, start: number): boolean {
  for (const holds of FROM_THE_LAST) if (!holds(frame, start)) return false
  return true
}

/** The same for every time of a search. Without a mode, any that the service has at this kind of place will do. */
const STANDING: readonly Rule[] = [
  ['service_not_bookable', ({ subject }) => subject.terms.isActive],
  ['practitioner_not_bookable', ({ subject }) => subject.practitioner.isActive],
  ['service_not_offered', ({ subject }) => subject.practitioner.offersService],
  ['mode_not_offered', ({ subject, mode }) => mode === undefined || subject.terms.modes.includes(mode)],
  [
    'location_not_offered',
    ({ subject, mode }) =>
      (mode ? [mode] : subject.terms.modes).some((one) => placeOf(one) === subject.location.kind),
  ],
  [
    'not_accepting_new_patients',
    ({ subject, who }) =>
      subject.terms.type !== 'initial' ||
      subject.practitioner.acceptsNewPatients ||
      who.keepsPractitioner === true,
  ],
]

const OF_TIME: readonly Rule[] = [
  ['in_the_past', ({ present }, start) => start >= present],
  [
    // Staff may take a caller at short notice; nobody else.
    'too_late_to_book',
    ({ subject, who, present }, start) =>
      who.isStaff === true || start >= present + subject.terms.noticeMinutes,
  ],
  ['too_far_ahead', ({ who, horizon }, start) => who.isStaff === true || start < horizon],
  [
    'outside_hours',
    ({ subject: { terms, diary } }, start) =>
      isCovered(diary.hours, start, start + terms.minutes) &&
      !isTouched(diary.shut, start, start + terms.minutes),
  ],
  ['off_grid', ({ subject: { terms, diary } }, start) => isOnGrid(diary.blocks, start, terms.gridMinutes)],
  [
    // Buffers may reach outside the hours, but not into what is taken.
    'slot_taken',
    ({ subject: { terms, diary } }, start) =>
      !isTouched(diary.busy, start - terms.bufferBefore, start + terms.minutes + terms.bufferAfter),
  ],
]

const OF_PERSON: readonly Rule[] = [
  [
    'too_young',
    (frame, start) =>
      frame.subject.terms.minimumAgeYears === null ||
      ageAt(frame, start) >= frame.subject.terms.minimumAgeYears,
  ],
  [
    'too_old',
    (frame, start) =>
      frame.subject.terms.maximumAgeYears === null ||
      ageAt(frame, start, 0) <= frame.subject.terms.maximumAgeYears,
  ],
  [
    'referral_required',
    ({ subject, who }) =>
      !subject.terms.requiresReferral ||
      who.isReferred !== false ||
      who.isStaff === true ||
      who.isMoving === true,
  ],
]

const FROM_THE_LAST = OF_TIME.filter(([rule]) => rule !== 'off_grid')
  .map(([, holds]) => holds)
  .reverse()
const ALL = [...STANDING, ...OF_TIME, ...OF_PERSON]
/** What a visit may be refused for. */
export const RULES: readonly RefusalCode[] = ALL.map(([rule]) => rule)
const MINUTE = 60_000

function frameOf(subject: Subject, at: Date, who: Circumstances, mode?: Mode): Frame {
  const { timeZone, horizonDays } = subject.terms
  const dayAfter = addDays(localDate(at, timeZone), horizonDays + 1)
  return {
    subject,
    who,
    mode,
    present: at.getTime() / MINUTE,
    horizon: startOfLocalDay(dayAfter, timeZone).getTime() / MINUTE,
  }
}

/** Whole years on the date of the visit, in the clinic's zone; where the birth date is unknown, an age that offends nobody. */
function ageAt({ subject, who }: Frame, start: number, unknown = Number.POSITIVE_INFINITY): number {
  if (who.dateOfBirth === undefined) return unknown
  return ageOn(who.dateOfBirth, localDate(new Date(start * MINUTE), subject.terms.timeZone))
}

function isOnGrid(blocks: readonly number[], start: number, grid: number): boolean {
  for (let i = 0; i < blocks.length && (blocks[i] as number) <= start; i += 3)
    if (
      start < (blocks[i + 1] as number) &&
      mod(start - (blocks[i] as number) + (blocks[i + 2] as number), grid) === 0
    )
      return true
  return false
}

/** Whether one of the ranges holds all of [start, end). */
function isCovered(ranges: readonly number[], start: number, end: number): boolean {
  const i = firstEndingAfter(ranges, start)
  return i < ranges.length && (ranges[i] as number) <= start && end <= (ranges[i + 1] as number)
}

/** Whether one of the ranges shares time with [start, end). */
function isTouched(ranges: readonly number[], start: number, end: number): boolean {
  const i = firstEndingAfter(ranges, start)
  return i < ranges.length && (ranges[i] as number) < end
}

/** Index of the first range that ends after a minute (binary search), or the length. */
function firstEndingAfter(ranges: readonly number[], minute: number): number {
  let [low, high] = [0, ranges.length / 2]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle * 2 + 1] as number) > minute) high = middle
    else low = middle + 1
  }
  return low * 2
}

/** Joins ranges that overlap or touch. `width`: how many numbers stand for one. */
function joined(flat: readonly number[], width: 2 | 3): number[] {
  const ranges: number[] = []
  for (let i = 0; i < flat.length; i += width) {
    const [start, end] = [flat[i] as number, flat[i + 1] as number]
    const before = ranges.length - 1
    if (before > 0 && start <= (ranges[before] as number))
      ranges[before] = Math.max(ranges[before] as number, end)
    else ranges.push(start, end)
  }
  return ranges
}

/** Blocks that overlap offer the same start twice. */
function inOrderOnce(starts: number[]): number[] {
  const isInOrder = starts.every((start, i) => i === 0 || (starts[i - 1] as number) < start)
  return isInOrder ? starts : [...new Set(starts)].sort((a, b) => a - b)
}

/** The remainder that is never negative. */
function mod(a: number, n: number): number {
  return ((a % n) + n) % n
}
