import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BookingStatus,
  cancellationFee,
  canPatientChange,
  minutesBetween,
  nowAndNext,
  stateAfter,
  stepsFrom,
} from './rules'

const at = new Date('2026-11-24T00:00:00Z')
const inHours = (hours: number) => new Date(at.getTime() + hours * 3_600_000)

describe('cancelling', () => {
  const policy = { cancelNoticeHours: 24, lateCancelFeeCents: 4000 }

  it('is free up to the last moment before the notice period, and costs the fee inside it', () => {
    expect(cancellationFee({ ...policy, startsAt: inHours(24) }, at)).toBe(0)
    expect(cancellationFee({ ...policy, startsAt: new Date(inHours(24).getTime() - 1) }, at)).toBe(4000)
  })

  it('is never blocked by the policy, only by the visit having begun', () => {
    expect(canPatientChange({ status: 'confirmed', startsAt: inHours(0.01) }, at)).toBe(true)
    expect(canPatientChange({ status: 'confirmed', startsAt: at }, at)).toBe(false)
    expect(canPatientChange({ status: 'arrived', startsAt: inHours(1) }, at)).toBe(false)
    expect(canPatientChange({ status: 'cancelled', startsAt: inHours(1) }, at)).toBe(false)
  })
})

describe('the steps of a day', () => {
  it('go forward one at a time', () => {
    expect(stateAfter('confirmed', 'arrive')).toBe('arrived')
    expect(stateAfter('arrived', 'start')).toBe('in_progress')
    expect(stateAfter('in_progress', 'complete')).toBe('completed')
    expect(stateAfter('confirmed', 'complete')).toBeNull()
  })

  it('let somebody who was marked as not having come still arrive', () => {
    expect(stateAfter('no_show', 'arrive')).toBe('arrived')
  })

  it('never lead out of cancelled or expired', () => {
    expect(stepsFrom('cancelled')).toEqual([])
    expect(stepsFrom('expired')).toEqual([])
  })

  it('can each be taken back to where they came from, by the shortest way', () => {
    const forward = fc.constantFrom('arrive' as const, 'start' as const, 'complete' as const)
    const state = fc.constantFrom<BookingStatus>('confirmed', 'arrived', 'in_progress')
    fc.assert(
      fc.property(state, forward, (before, step) => {
        const after = stateAfter(before, step)
        if (after) expect(stateAfter(after, 'undo')).toBe(before)
      }),
    )
  })
})

describe('of a practitioner’s day', () => {
  const day = (...statuses: BookingStatus[]) => statuses.map((status, n) => ({ status, n }))

  it('who is in the room is current, and whoever waits comes before who is still to come', () => {
    expect(nowAndNext(day('completed', 'in_progress', 'confirmed', 'arrived'))).toEqual({
      current: { status: 'in_progress', n: 1 },
      next: { status: 'arrived', n: 3 },
    })
  })

  it('nobody is next when nobody is to come', () => {
    expect(nowAndNext(day('completed', 'cancelled', 'no_show'))).toEqual({
      current: undefined,
      next: undefined,
    })
  })
})

describe('minutes between', () => {
  it('are whole, and none backwards', () => {
    const at = new Date('2026-11-24T09:00:00Z')
    expect(minutesBetween(at, new Date(at.getTime() + 119_000))).toBe(1)
    expect(minutesBetween(at, new Date(at.getTime() - 60_000))).toBe(0)
  })
})
