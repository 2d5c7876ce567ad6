import { expect, test } from 'vitest'
import { EVENTS } from '../events'
import { emergencyEnds, isClinical, wholeDays } from './rules'
import { saysOfYou, saysTo } from './text'

test('nurses and practitioners treat patients; nobody else does', () => {
  expect([['nurse'], ['practitioner', 'admin']].map((roles) => isClinical(roles as ['nurse']))).toEqual([
    true,
    true,
  ])
  expect([['receptionist'], ['admin', 'auditor'], []].map((roles) => isClinical(roles as []))).toEqual([
    false,
    false,
    false,
  ])
})

test('a record opened in an emergency is open for eight hours', () => {
  expect(emergencyEnds(new Date('2026-11-21T20:00:00Z'))).toEqual(new Date('2026-11-22T04:00:00Z'))
})

test('a page of a history ends where a day does, unless the day is longer than a page', () => {
  const rows = ['5', '4', '4', '3'].map((day) => ({ day }))
  expect(wholeDays(rows, 4)).toEqual({ rows, next: null })
  expect(wholeDays(rows, 3)).toEqual({ rows: rows.slice(0, 3), next: '4' })
  expect(wholeDays(rows, 2)).toEqual({ rows: rows.slice(0, 1), next: '5' })
  expect(wholeDays(rows, 4, true)).toEqual({ rows, next: '3' })
  expect(wholeDays([], 4, true)).toEqual({ rows: [], next: null })
  expect(wholeDays(rows.slice(1, 3), 1)).toEqual({ rows: [{ day: '4' }], next: '4' })
})

test('every deed reads on after a name, to colleagues and to the patient it is about', () => {
  expect(saysOfYou(['booking.arrived', 'patient.viewed', 'note.read'])).toEqual([
    'checked you in',
    'opened your details',
    'opened a note',
  ])
  const actions = Object.keys(EVENTS)
  expect(saysTo(actions)).toHaveLength(new Set(Object.values(EVENTS).map(({ says }) => says)).size)
  for (const said of saysOfYou(actions)) expect(said).not.toMatch(/\ba patient\b/)
  // A deed of an older release.
  expect(saysTo(['no.longer'])).toEqual(['did something'])
})
