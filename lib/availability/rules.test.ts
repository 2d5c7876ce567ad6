import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Circumstances, checksOf, firstFailure, RULES, type Subject, slotsOf, type Terms } from './rules'
import { diaryOf } from './rules/diary'

const MINUTE = 60_000
/** Monday 23 November 2026, 00:00 in Sydney, in minutes since the epoch. */
const midnight = Date.parse('2026-11-23T00:00+11:00') / MINUTE
const at = (hours: number, minutes = 0) => midnight + hours * 60 + minutes
const instant = (minute: number) => new Date(minute * MINUTE)

const terms: Terms = {
  type: 'follow_up',
  minutes: 30,
  ...{ bufferBefore: 0, bufferAfter: 0, gridMinutes: 30, noticeMinutes: 0, horizonDays: 30 },
  ...{
    minimumAgeYears: null,
    maximumAgeYears: null,
    requiresReferral: false,
    requiresInitialFirst: false,
    upcomingLimit: null,
    isActive: true,
  },
  modes: ['in_person', 'video'],
  timeZone: 'Australia/Sydney',
}
type Raw = { open?: number[]; shut?: number[]; busy?: number[] }
const subjectOf = (raw: Raw, its: Partial<Terms> = {}): Subject => ({
  terms: { ...terms, ...its },
  practitioner: { isActive: true, offersService: true, acceptsNewPatients: true },
  location: { kind: 'in_person' },
  diary: diaryOf(raw.open ?? [at(9), at(17), 0], raw.shut ?? [], raw.busy ?? []),
})
const day = { from: at(0), to: at(24) }
const early = instant(at(0) - 600)
const failure = (subject: Subject, minute: number, who: Circumstances = {}, present = early) =>
  firstFailure(subject, { startsAt: instant(minute), mode: 'in_person' }, present, who)

describe('a time is free', () => {
  test('on the grid of its block, and the visit ends by the end of the hours', () => {
    expect(slotsOf(subjectOf({ open: [at(9), at(10, 45), 0] }), day, early)).toEqual([
      at(9),
      at(9, 30),
      at(10),
    ])
  })

  test('beside another: 10:00 to 10:30 and 10:30 to 11:00 do not touch', () => {
    const subject = subjectOf({ busy: [at(10), at(10, 30)] })
    expect(failure(subject, at(9, 30))).toBeNull()
    expect(failure(subject, at(10))).toBe('slot_taken')
    expect(failure(subject, at(10, 30))).toBeNull()
  })

  test('only if its buffers are free too, though these may reach outside the hours', () => {
    const subject = subjectOf({ busy: [at(10), at(10, 30)] }, { bufferBefore: 10, bufferAfter: 10 })
    expect(failure(subject, at(9))).toBeNull()
    expect(failure(subject, at(9, 30))).toBe('slot_taken')
    expect(failure(subject, at(10, 30))).toBe('slot_taken')
    expect(failure(subject, at(16, 30))).toBeNull()
  })

  test('across two blocks that touch, each with its own grid', () => {
    const open = [at(9), at(10, 15), 0, at(10, 15), at(12), 0]
    const starts = slotsOf(subjectOf({ open }, { minutes: 60 }), day, early)
    expect(starts).toEqual([at(9), at(9, 30), at(10), at(10, 15), at(10, 45)])
  })

  test('on the beat of its rule where a clock change cut the block: phase', () => {
    const open = [at(10, 10), at(12), 70]
    expect(slotsOf(subjectOf({ open }), day, early)).toEqual([at(10, 30), at(11), at(11, 30)])
  })

  test('once, though two blocks offer it', () => {
    const open = [at(9), at(10), 0, at(9, 30), at(11), 0]
    expect(slotsOf(subjectOf({ open }), day, early)).toEqual([at(9), at(9, 30), at(10), at(10, 30)])
  })
})

describe('a time is refused', () => {
  test('in leave and closures as outside the hours, not as taken by somebody', () => {
    expect(failure(subjectOf({ shut: [at(9), at(12)], busy: [at(9), at(12)] }), at(11))).toBe('outside_hours')
  })

  test('off the grid, also by seconds', () => {
    expect(failure(subjectOf({}), at(9, 10))).toBe('off_grid')
    expect(firstFailure(subjectOf({}), { startsAt: new Date(at(9) * MINUTE + 1000) }, early)).toBe('off_grid')
  })

  test('once it has begun, and inside the notice period, which staff may waive', () => {
    expect(failure(subjectOf({}), at(9), {}, instant(at(9, 1)))).toBe('in_the_past')
    const subject = subjectOf({}, { noticeMinutes: 120 })
    expect(failure(subject, at(11), {}, instant(at(9)))).toBeNull()
    expect(failure(subject, at(11), {}, instant(at(9, 1)))).toBe('too_late_to_book')
    expect(failure(subject, at(11), { isStaff: true }, instant(at(9, 1)))).toBeNull()
    expect(failure(subject, at(9), { isStaff: true }, instant(at(9, 1)))).toBe('in_the_past')
  })

  test('after the last date of the horizon, counted in the clinic’s dates', () => {
    const subject = subjectOf({ open: [at(-24 * 3), at(24 * 3), 0] }, { horizonDays: 1 })
    // 23:59 on Sunday in Sydney: Monday is the last date.
    const present = instant(at(0) - 1)
    expect(failure(subject, at(23, 30), {}, present)).toBeNull()
    expect(failure(subject, at(24), {}, present)).toBe('too_far_ahead')
  })

  test('by age on the date of the visit in the clinic’s zone', () => {
    const subject = subjectOf({}, { minimumAgeYears: 18, maximumAgeYears: 65 })
    expect(failure(subject, at(9), { dateOfBirth: '2008-11-23' })).toBeNull()
    expect(failure(subject, at(9), { dateOfBirth: '2008-11-24' })).toBe('too_young')
    // 66 on the day of the visit, which in UTC is still the day before.
    expect(failure(subject, at(9), { dateOfBirth: '1960-11-23' })).toBe('too_old')
    expect(failure(subject, at(9), { dateOfBirth: '1960-11-24' })).toBeNull()
    expect(failure(subject, at(9))).toBeNull()
  })

  test('without the referral that the service asks for, once it is known that there is none', () => {
    const subject = subjectOf({}, { requiresReferral: true })
    expect(failure(subject, at(9))).toBeNull()
    expect(failure(subject, at(9), { isReferred: false })).toBe('referral_required')
    expect(failure(subject, at(9), { isReferred: true })).toBeNull()
  })

  test('to new patients where the practitioner takes none, unless the booking is theirs already', () => {
    const subject = subjectOf({}, { type: 'initial' })
    subject.practitioner.acceptsNewPatients = false
    expect(failure(subject, at(9))).toBe('not_accepting_new_patients')
    expect(failure(subject, at(9), { isMoving: true, keepsPractitioner: true })).toBeNull()
    expect(failure(subject, at(9), { isMoving: true, keepsPractitioner: false })).toBe(
      'not_accepting_new_patients',
    )
    expect(slotsOf(subject, day, early)).toEqual([])
  })

  test('by video at a place for visits in person', () => {
    const subject = subjectOf({})
    expect(firstFailure(subject, { startsAt: instant(at(9)), mode: 'video' }, early)).toBe(
      'location_not_offered',
    )
    expect(firstFailure(subject, { startsAt: instant(at(9)), mode: 'chat' }, early)).toBe('mode_not_offered')
  })

  test('with every rule and whether it holds, for whoever asks why', () => {
    const failed = checksOf(
      subjectOf({ busy: [at(9), at(10)] }, { isActive: false }),
      { startsAt: instant(at(9)) },
      early,
    )
    expect(failed.filter(({ passes }) => !passes).map(({ rule }) => rule)).toEqual([
      'service_not_bookable',
      'slot_taken',
    ])
    expect(failed).toHaveLength(RULES.length)
  })
})

test('the search offers exactly the minutes that the checks let through', () => {
  const range = fc.tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 1, max: 240 }))
  const ranges = fc
    .array(range, { maxLength: 5 })
    .map((all) =>
      all
        .toSorted((a, b) => a[0] - b[0])
        .map(([start, length]) => [at(8) + start, at(8) + start + length] as const),
    )
  const blocks = fc.tuple(ranges, fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 5, maxLength: 5 }))
  const numbers = fc.record({
    minutes: fc.integer({ min: 5, max: 90 }),
    bufferBefore: fc.integer({ min: 0, max: 30 }),
    bufferAfter: fc.integer({ min: 0, max: 30 }),
    gridMinutes: fc.integer({ min: 5, max: 60 }),
    noticeMinutes: fc.integer({ min: 0, max: 300 }),
    horizonDays: fc.integer({ min: 0, max: 2 }),
  })
  const present = fc.integer({ min: at(-30) * 60, max: at(14) * 60 })
  const world = { open: blocks, shut: ranges, busy: ranges, numbers, present, isStaff: fc.boolean() }
  fc.assert(
    fc.property(fc.record(world), ({ open: [pairs, phases], shut, busy, numbers, present, isStaff }) => {
      const open = pairs.flatMap(([start, end], i) => [start, end, phases[i] ?? 0])
      const subject = subjectOf({ open, shut: shut.flat(), busy: busy.flat() }, numbers)
      const now = new Date(present * 1000)
      const window = { from: at(9), to: at(20) }
      const byMinute = Array.from({ length: window.to - window.from }, (_, i) => window.from + i)
      const offered = byMinute.filter((minute) => failure(subject, minute, { isStaff }, now) === null)
      expect(slotsOf(subject, window, now, { isStaff })).toEqual(offered)
    }),
    { numRuns: 150 },
  )
}, 60_000)
