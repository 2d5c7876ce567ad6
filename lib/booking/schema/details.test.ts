import { expect, test } from 'vitest'
import { parseDetails } from './details'

const asked = { clinicPhone: '+61255500123', today: '2026-11-24', requiresReferral: false, isKnown: false }
const typed = {
  firstName: ' Zoë ',
  lastName: 'Ng-O’Brien',
  dateOfBirth: { day: '29', month: 'feb', year: '1992' },
  phone: '0491 570 006',
}

test('details are read as people write them', () => {
  expect(parseDetails({ ...typed, email: ' Zoe@Example.com ', reason: '  ' }, asked)).toEqual({
    ok: true,
    person: {
      ...{ firstName: 'Zoë', lastName: 'Ng-O’Brien', dateOfBirth: '1992-02-29' },
      ...{ phone: '0491 570 006', email: 'zoe@example.com' },
    },
    reason: undefined,
    referredBy: undefined,
  })
})

test('all that is wrong is told at once, in the order of the page', () => {
  const wrong = parseDetails(
    { dateOfBirth: { day: '3', month: 'smarch', year: '1990' }, email: 'zoe' },
    asked,
  )
  expect(wrong.ok ? [] : Object.keys(wrong.problems)).toEqual([
    'firstName',
    'lastName',
    'dateOfBirth.month',
    'phone',
    'email',
  ])
})

test('a date of birth is in the past, where the clinic is', () => {
  const born = { day: '24', month: '11', year: '2026' }
  expect(parseDetails({ ...typed, dateOfBirth: born }, asked).ok).toBe(true)
  expect(parseDetails({ ...typed, dateOfBirth: { ...born, day: '25' } }, asked)).toEqual({
    ok: false,
    problems: { dateOfBirth: 'Date of birth must be in the past' },
  })
})

test('of somebody on file nothing is asked but a referral, where one is needed', () => {
  expect(parseDetails({}, { ...asked, isKnown: true })).toMatchObject({ ok: true, person: null })
  expect(parseDetails({}, { ...asked, isKnown: true, requiresReferral: true })).toEqual({
    ok: false,
    problems: { referredBy: 'Enter who referred you' },
  })
})
