import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { now, setClock } from '../clock'
import { blindIndex } from './blind'
import type { Place } from './columns'
import { type DataKey, holdKeys, keepReading } from './ring'
import { linkToken, open, openBytes, seal, sealBytes } from './seal'

const place = { table: 'booking', column: 'reason_sealed', id: '0190-a' } as const
const others: Place[] = [
  { ...place, id: '0190-b' },
  { ...place, table: 'demo_mail', column: 'raw_sealed' },
  { table: 'cookie', column: 'reason_sealed', id: 'draft' },
]

const key = (id: string, more: Partial<DataKey> = {}): DataKey => ({
  ...{ id, purpose: 'seal', usableFrom: new Date(0), wrapped: Buffer.alloc(0), bytes: randomBytes(32) },
  ...more,
})
const first = key('k1')
const index = key('i1', { purpose: 'index' })
beforeEach(() => {
  setClock(null)
  keepReading(undefined)
  holdKeys([first, index])
})

describe('a sealed value', () => {
  it('opens to the same text where it was sealed', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => open(seal(text, place), place) === text))
  })

  it('does not open in another row, column or table', () => {
    const sealed = seal('a sore throat', place)
    for (const other of others) expect(() => open(sealed, other)).toThrow()
  })

  it('does not open when any character of it was changed, lost or added', () => {
    const sealed = seal('a sore throat', place)
    const characters = 'ABCxyz019-_.='
    const change = fc.tuple(fc.nat(sealed.length - 1), fc.constantFrom(...characters, ''), fc.boolean())
    fc.assert(
      fc.property(change, ([at, character, isAdded]) => {
        const changed = sealed.slice(0, at) + character + sealed.slice(isAdded ? at : at + 1)
        if (changed !== sealed) expect(() => open(changed, place)).toThrow()
      }),
      { numRuns: 1000 },
    )
  })

  it('does not open when it was cut off anywhere, or swapped for one of another key', () => {
    const sealed = seal('a sore throat', place)
    for (let end = 0; end < sealed.length; end++) expect(() => open(sealed.slice(0, end), place)).toThrow()
    holdKeys([first, key('k2')])
    expect(() => open(sealed.replace('.k1.', '.k2.'), place)).toThrow()
  })

  it('is different each time, and its nonce too', () => {
    const nonces = Array.from({ length: 10_000 }, () => seal('same', place).split('.')[2])
    expect(new Set(nonces).size).toBe(10_000)
  })
})

describe('a list of 50 values', () => {
  it('of two thousand characters each is opened within 20 ms (security.md K9)', () => {
    const list = Array.from({ length: 50 }, (_, n) => ({ ...place, id: `row ${n}` })).map((at) => ({
      at,
      sealed: seal('x'.repeat(2000), at),
    }))
    const times = Array.from({ length: 20 }, () => {
      const started = performance.now()
      for (const { at, sealed } of list) open(sealed, at)
      return performance.now() - started
    })
    expect(times.toSorted((a, b) => a - b)[10]).toBeLessThan(20)
  })
})

describe('a sealed file', () => {
  const file = randomBytes(10_000)

  it('opens to the same bytes where it was sealed, and nowhere else', () => {
    const sealed = sealBytes(file, place)
    expect(openBytes(sealed, place).equals(file)).toBe(true)
    for (const other of others) expect(() => openBytes(sealed, other)).toThrow()
    expect(() =>
      openBytes({ bytes: sealBytes(file, place).bytes, keySealed: sealed.keySealed }, place),
    ).toThrow()
  })

  it('does not open when any bit of it was changed or lost', () => {
    const sealed = sealBytes(file.subarray(0, 40), place)
    for (let at = 0; at < sealed.bytes.length; at++) {
      const bytes = Buffer.from(sealed.bytes)
      bytes[at] = (bytes[at] ?? 0) ^ 1
      expect(() => openBytes({ ...sealed, bytes }, place)).toThrow()
      expect(() => openBytes({ ...sealed, bytes: sealed.bytes.subarray(0, at) }, place)).toThrow()
    }
  })
})

describe('the ring', () => {
  it('seals under the key whose time has come last, and opens what any of them sealed', () => {
    const before = seal('before', place)
    holdKeys([key('k2', { usableFrom: new Date(now().getTime() + 60_000) }), first])
    expect(seal('a', place)).toMatch(/^v1\.k1\./)
    setClock(new Date(now().getTime() + 61_000))
    expect(seal('b', place)).toMatch(/^v1\.k2\./)
    expect(open(before, place)).toBe('before')
  })

  it('has a first key even where the clock of whoever made it is ahead', () => {
    holdKeys([key('k1', { usableFrom: new Date(now().getTime() + 60_000) })])
    expect(seal('a', place)).toMatch(/^v1\.k1\./)
  })

  it('is asked for again when a value names a key that is not in it', () => {
    let times = 0
    keepReading(() => {
      times++
    })
    expect(() => open(seal('a', place).replace('.k1.', '.k9.'), place)).toThrow('not in the ring')
    expect(times).toBe(1)
  })

  it('seals nothing where it was not read for half an hour, and opens still', () => {
    keepReading(() => {})
    const sealed = seal('a', place)
    setClock(new Date(now().getTime() + 31 * 60_000))
    expect(() => seal('b', place)).toThrow('half an hour')
    expect(open(sealed, place)).toBe('a')
  })

  it('without a key seals nothing', () => {
    holdKeys([index])
    expect(() => seal('a', place)).toThrow('no key to seal with')
  })
})

describe('a blind index', () => {
  it('is the same for the same value after a rotation too, and another for another value or purpose', () => {
    const before = blindIndex('phone', '+61491570156')
    holdKeys([first, key('k2'), index])
    expect(blindIndex('phone', '+61491570156')).toBe(before)
    expect(blindIndex('phone', '+61491570157')).not.toBe(before)
    expect(blindIndex('policy_number', '+61491570156')).not.toBe(before)
    holdKeys([first, key('i1', { purpose: 'index' })])
    expect(blindIndex('phone', '+61491570156')).not.toBe(before)
  })
})

describe('the secret of a link', () => {
  it('is the same for the same booking, another for another purpose, and 256 bits long', () => {
    expect(linkToken('manage', 'b1')).toBe(linkToken('manage', 'b1'))
    expect(linkToken('manage', 'b1')).not.toBe(linkToken('cancel', 'b1'))
    expect(Buffer.from(linkToken('manage', 'b1'), 'base64url')).toHaveLength(32)
  })
})
