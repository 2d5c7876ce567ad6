import { describe, expect, test } from 'vitest'
import type { StaffRole } from '../access/actor'
import {
  bothOf,
  canonicalNote,
  canSign,
  dueOn,
  emptySections,
  isClinician,
  isEmptyNote,
  isSameContent,
} from './rules'
import { emptyNote, saveNoteInput } from './schema'

const facts = {
  noteId: 'n',
  clinicId: 'c',
  patientId: 'p',
  bookingId: 'b',
  authorId: 'a',
  signedBy: 's',
  signedAt: '2026-11-24T00:00:00.000Z',
}

test.each<[StaffRole[], boolean, boolean]>([
  [['practitioner'], true, true],
  [['practitioner', 'admin'], true, true],
  [['nurse'], true, false],
  [['nurse', 'practitioner'], true, false],
  [['receptionist', 'admin'], false, false],
  [['auditor'], false, false],
])('%j: writes %s, signs %s', (roles, writes, signs) => {
  expect([isClinician(roles), canSign(roles)]).toEqual([writes, signs])
})

test('a follow-up is due on the weekday of the visit, over ends of months and years', () => {
  expect(dueOn('2026-11-24', 'none')).toBeNull()
  expect(dueOn('2026-11-24', '2_weeks')).toBe('2026-12-08')
  expect(dueOn('2026-11-24', '12_months')).toBe('2027-11-23')
})

describe('a note', () => {
  test('is empty when nobody has written anything but spaces, whatever the follow-up says', () => {
    expect(isEmptyNote({ ...emptyNote, plan: ' \n', followUp: '2_weeks' })).toBe(true)
    expect(isEmptyNote({ ...emptyNote, chiefComplaint: 'Cough' })).toBe(false)
    expect(emptySections({ ...emptyNote, plan: 'Rest' })).toEqual(['subjective', 'objective', 'assessment'])
  })

  test('is told from another by one letter', () => {
    expect(isSameContent(emptyNote, { ...emptyNote })).toBe(true)
    expect(isSameContent(emptyNote, { ...emptyNote, followUpFor: ' ' })).toBe(false)
  })

  test('is hashed over its words, whose it is, who signs and when, and what is attached, in one order', () => {
    const text = canonicalNote(facts, emptyNote, 'salt', ['b2', 'a1'])
    expect(text).toBe(canonicalNote({ ...facts }, { ...emptyNote }, 'salt', ['a1', 'b2']))
    for (const name of Object.keys(facts))
      expect(canonicalNote({ ...facts, [name]: 'x' }, emptyNote, 'salt', ['a1', 'b2'])).not.toBe(text)
    for (const name of Object.keys(emptyNote))
      expect(canonicalNote(facts, { ...emptyNote, [name]: 'x' }, 'salt', ['a1', 'b2'])).not.toBe(text)
    expect(canonicalNote(facts, emptyNote, 'salt', ['a1'])).not.toBe(text)
    expect(canonicalNote(facts, emptyNote, 'pepper', ['a1', 'b2'])).not.toBe(text)
  })

  test('and another of it become one in which neither is lost', () => {
    const mine = { ...emptyNote, plan: 'Rest. Fluids.', assessment: 'Flu', followUp: '2_weeks' as const }
    const theirs = { ...emptyNote, plan: 'Rest.', assessment: 'Cold', chiefComplaint: 'Cough' }
    expect(bothOf(mine, theirs)).toEqual({
      ...mine,
      assessment: 'Cold\n\nFlu',
      chiefComplaint: 'Cough',
    })
    expect(bothOf(mine, mine)).toEqual(mine)
  })

  test('keeps what was typed, but for the line ends of forms', () => {
    const typed = { noteId: 'a0000001-0000-4000-8000-000000000001', version: '3', plan: ' 1\r\n2\r3\n ' }
    expect(saveNoteInput.parse(typed)).toMatchObject({ version: 3, plan: ' 1\n2\n3\n ', subjective: '' })
    expect(saveNoteInput.safeParse({ ...typed, plan: 'x'.repeat(40_001) }).success).toBe(false)
  })
})
