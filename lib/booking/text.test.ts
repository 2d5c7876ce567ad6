import { expect, test } from 'vitest'
import { acceptedSentence, placeOf, priceSentence, waitingSentence } from './text'
import { cancellationSentence, cancelledSentence, feeSentence, lateCancelWords } from './text/cancelling'

const aud = { currency: 'AUD' }
const location = {
  id: '',
  name: 'Harbour Street',
  kind: 'in_person',
  address: '12 Harbour Street',
  timeZone: 'Australia/Sydney',
} as const

test('the cancellation sentence says until when it is free and what it costs after', () => {
  expect(cancellationSentence({ ...aud, cancelNoticeHours: 24, lateCancelFeeCents: 3000 })).toBe(
    'You can move or cancel online until the appointment starts. Cancelling is free until 24 hours before; after that it costs $30.00.',
  )
  expect(cancellationSentence({ ...aud, cancelNoticeHours: 24, lateCancelFeeCents: 0 })).toBe(
    'You can move or cancel online, free of charge, until the appointment starts.',
  )
  expect(cancellationSentence({ ...aud, cancelNoticeHours: 1, lateCancelFeeCents: 50 })).toContain(
    '1 hour before',
  )
})

test('before cancelling, people read what it costs now, the hours in good English', () => {
  expect(lateCancelWords({ ...aud, feeCents: 0, cancelNoticeHours: 24 })).toBeNull()
  expect(lateCancelWords({ ...aud, feeCents: 3000, cancelNoticeHours: 1 })).toEqual({
    title: 'Cancelling now costs $30.00',
    say: 'The appointment is in less than 1 hour. Moving it costs nothing.',
    button: 'Cancel appointment for $30.00',
  })
  expect(cancelledSentence({ ...aud, cancelFeeCents: 0 })).toContain('There is nothing to pay.')
})

test('prices and fees are said only where there are any', () => {
  expect(priceSentence({ ...aud, priceCents: 6500 })).toBe(
    'The appointment costs $65.00, to be paid on the day.',
  )
  expect(priceSentence({ ...aud, priceCents: 0 })).toBe('There is nothing to pay.')
  expect(feeSentence({ ...aud, cancelFeeCents: 0 })).toBeNull()
  expect(feeSentence({ ...aud, cancelFeeCents: 3000 })).toContain('$30.00')
})

test('of a request it is said until when the clinic answers, and to staff whether the patient is told', () => {
  const clinic = { id: '', slug: '', name: 'Harbour', phone: '', timeZone: location.timeZone }
  const [startsAt, requestExpiresAt] = [new Date('2026-11-24T22:30:00Z'), new Date('2026-11-23T22:30:00Z')]
  expect(waitingSentence({ clinic, location, startsAt, requestExpiresAt })).toBe(
    'Harbour keeps this time for you and answers by Tuesday 24 November 2026, 9:30 am (Sydney time): yes, no, or another time.',
  )
  expect(acceptedSentence('Ada', true)).toBe('Accepted: Ada is told.')
  expect(acceptedSentence('Ada', false)).toContain('by phone')
})

test('the place is an address, or how to be seen from home', () => {
  expect(placeOf({ mode: 'in_person', location })).toBe('Harbour Street, 12 Harbour Street')
  expect(placeOf({ mode: 'video', location })).toBe('By video')
})
