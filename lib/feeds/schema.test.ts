import { expect, test } from 'vitest'
import { newId } from '../ids'
import { connectInput } from './schema'

test.each([
  ['https://calendar.google.com/calendar/ical/a%40b/private-1/basic.ics', true],
  [' webcal://p01.icloud.example/published/2/x ', true],
  ['http://calendar.example/a.ics', false],
  ['https://localhost/a.ics', false],
  ['https://127.0.0.1/a.ics', false],
  ['https://0x7f.1/a.ics', false],
  ['https://[::1]/a.ics', false],
  ['https://calendar.example:8443/a.ics', false],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['calendar', false],
])('the address %s may be entered: %s', (address, may) => {
  expect(connectInput.safeParse({ practitionerId: newId(), name: 'x', address }).success).toBe(may)
})

test('an address may be long, and has an end', () => {
  const of = (length: number) =>
    connectInput.safeParse({
      practitionerId: newId(),
      name: 'x',
      address: `https://a.example/${'x'.repeat(length)}`,
    })
  expect([of(1900).success, of(2000).success]).toEqual([true, false])
})
