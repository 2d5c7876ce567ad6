import type { Mode, VisitType } from '../booking/schema'
import type { RefusalCode } from '../errors'
import { addDays, ageOn, localDate, startOfLocalDay } from '../time'
import { type Diary, FULL_DAY, FULL_OPENING, hasThings, isFull, isOnGrid } from './rules/diary'
import { isCovered, isTouched, mod } from './rules/ranges'

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
  requiresInitialFirst: boolean
  upcomingLimit: number | null
  isActive: boolean
  modes: readonly Mode[]
  timeZone: string
}

/** No visit is longer: the database's own limit (service_minutes, practitioner_service_own). */
export const LONGEST_VISIT_MINUTES = 480

/** Everything about a visit but its time and its patient. */
export type Subject = {
  terms: Terms
  practitioner: { isActive: boolean; offersService: boolean; acceptsNewPatients: boolean }
  location: { kind: LocationKind }
  diary: Diary
  /** Of a service for groups, which has sessions instead of free times: the one at that time, or null where there is none. */
  session?: { seatsLeft: number } | null | undefined
}

export type LocationKind = 'in_person' | 'telehealth'

/** Who asks and for whom, as far as it is known. `dateOfBirth`: 'YYYY-MM-DD'; unknown until details are typed. */
export type Circumstances = {
  dateOfBirth?: string | undefined
  isReferred?: boolean
  isStaff?: boolean
  /** Whether an initial visit for this service is on file. */
  hasHadInitial?: boolean | undefined
  /** How many of the service they have to come. */
  upcoming?: number | undefined
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
  const rules = subject.session === undefined ? ALL : OF_SESSION
  return rules.map(([rule, holds]) => ({ rule, passes: holds(frame, start) }))
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
  ['day_full', ({ subject }, start) => !isFull(subject.diary, start, FULL_DAY)],
  ['opening_full', ({ subject }, start) => !isFull(subject.diary, start, FULL_OPENING)],
  [
    'nothing_free',
    ({ subject: { terms, diary } }, start) =>
      diary.needs.length === 0 ||
      hasThings(diary, start - terms.bufferBefore, start + terms.minutes + terms.bufferAfter),
  ],
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
    'initial_visit_first',
    ({ subject, who }) =>
      !subject.terms.requiresInitialFirst ||
      subject.terms.type === 'initial' ||
      who.hasHadInitial !== false ||
      who.isMoving === true,
  ],
  [
    'upcoming_limit',
    ({ subject, who }) =>
      subject.terms.upcomingLimit === null ||
      (who.upcoming ?? 0) < subject.terms.upcomingLimit ||
      who.isMoving === true,
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
/** A session is asked for its seats where others are asked for their time: that was asked when it was made. */
const SEATS: Partial<Record<RefusalCode, Rule[1]>> = {
  outside_hours: ({ subject }) => subject.session !== null,
  opening_full: ({ subject }) => !subject.session || subject.session.seatsLeft > 0,
  ...{ off_grid: () => true, day_full: () => true, nothing_free: () => true, slot_taken: () => true },
}
const OF_SESSION: readonly Rule[] = ALL.map(([rule, holds]) => [rule, SEATS[rule] ?? holds])
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

/** Blocks that overlap offer the same start twice. */
function inOrderOnce(starts: number[]): number[] {
  const isInOrder = starts.every((start, i) => i === 0 || (starts[i - 1] as number) < start)
  return isInOrder ? starts : [...new Set(starts)].sort((a, b) => a - b)
}
