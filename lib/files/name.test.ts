import { expect, test } from 'vitest'
import { nameFor } from './name'

test.each([
  ['Letter.pdf', 'application/pdf', 'Letter.pdf'],
  ['LETTER.PDF', 'application/pdf', 'LETTER.pdf'],
  ['photo.JPEG', 'image/jpeg', 'photo.jpg'],
  ['Dr. Smith', 'application/pdf', 'Dr. Smith.pdf'],
  ['Bill 12.50', 'image/png', 'Bill 12.50.png'],
  ['Report.v2.pdf', 'application/pdf', 'Report.v2.pdf'],
  ['.png', 'image/png', 'document.png'],
  ['', 'image/png', 'document.png'],
  ['  صورة  .png', 'image/png', 'صورة.png'],
  ['a<b>"c"?.png', 'image/png', 'a_b__c__.png'],
  [`${'long '.repeat(40)}.png`, 'image/png', `${'long '.repeat(20)}.png`],
] as const)('%s, a %s, is kept as %s', (given, type, kept) => {
  expect(nameFor(given, type)).toBe(kept)
})

test.each([
  ['x'.repeat(256), 'file_name'],
  ['a/b.png', 'file_name'],
  ['a\u2066b.png', 'file_name'],
  ['a\u0085.png', 'file_name'],
  ['photo.pdf', 'file_ending'],
  ['photo.html.png', 'file_ending'],
  ['photo.docm', 'file_ending'],
] as const)('%s is refused with %s', (given, code) => {
  expect(() => nameFor(given, 'image/png')).toThrow(expect.objectContaining({ code }))
})
