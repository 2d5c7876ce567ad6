import { describe, expect, it } from 'vitest'
import { hashToken, isId, newId, newReference, newToken } from './ids'

describe('ids', () => {
  it('are UUIDs of version 7 and never repeat', () => {
    const ids = Array.from({ length: 2000 }, newId)
    expect(ids.every((id) => isId(id) && id[14] === '7' && '89ab'.includes(id[19] ?? ''))).toBe(true)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('begin with the time, so that later ones sort later', () => {
    const [first, second] = [newId(), newId()].map((id) => id.slice(0, 8))
    expect([second, first].sort()).toEqual([first, second])
  })
})

describe('a booking reference', () => {
  it('has eight characters, none of which looks like another', () => {
    for (let n = 0; n < 500; n++) expect(newReference()).toMatch(/^[A-HJKMNP-Z2-9]{8}$/)
  })
})

describe('a token', () => {
  it('has 256 bits, and is kept only as its hash', () => {
    const token = newToken()
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(hashToken(token)).toHaveLength(32)
    expect(hashToken(token).toString('base64url')).not.toBe(token)
  })
})
