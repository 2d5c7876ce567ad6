import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linkToken, open, seal } from './seal'

const place = { table: 'booking', column: 'reason_sealed', id: '0190-a' }

describe('a sealed value', () => {
  it('opens to the same text where it was sealed', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => open(seal(text, place), place) === text))
  })

  it('does not open in another row, column or table', () => {
    const sealed = seal('a sore throat', place)
    for (const other of [
      { ...place, id: '0190-b' },
      { ...place, column: 'admin_notes' },
      { ...place, table: 'note' },
    ])
      expect(() => open(sealed, other)).toThrow()
  })

  it('does not open when any character of it was changed', () => {
    const sealed = seal('a sore throat', place)
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), (at) => {
        const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
        // The last character of a base64url group may carry unused bits: only what decodes to other bytes must fail.
        const same = changed
          .split('.')
          .every((part, n) =>
            Buffer.from(part, 'base64url').equals(Buffer.from(sealed.split('.')[n] ?? '', 'base64url')),
          )
        if (!same) expect(() => open(changed, place)).toThrow()
      }),
    )
  })

  it('is different each time', () => {
    expect(seal('same', place)).not.toBe(seal('same', place))
  })
})

describe('the secret of a link', () => {
  it('is the same for the same booking, another for another purpose, and 256 bits long', () => {
    expect(linkToken('manage', 'b1')).toBe(linkToken('manage', 'b1'))
    expect(linkToken('manage', 'b1')).not.toBe(linkToken('cancel', 'b1'))
    expect(Buffer.from(linkToken('manage', 'b1'), 'base64url')).toHaveLength(32)
  })
})
