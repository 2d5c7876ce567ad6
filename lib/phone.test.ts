import { describe, expect, it } from 'vitest'
import { readPhone } from './phone'

const SYDNEY = '+61290000000'
const LAGOS = '+2348030000000'

describe('a phone number', () => {
  it.each([
    ['0412 345 678', SYDNEY, '+61412345678'],
    ['(02) 9000-0000', SYDNEY, '+61290000000'],
    ['+234 803 000 0000', SYDNEY, '+2348030000000'],
    ['0803 000 0000', LAGOS, '+2348030000000'],
  ])('%s is read as people write it, in the clinic’s country', (typed, clinic, read) => {
    expect(readPhone(typed, clinic)).toBe(read)
  })

  it.each(['', 'none', '12', '+', '0412 345 678 999 999'])('%j is no phone number', (typed) => {
    expect(readPhone(typed, SYDNEY)).toBeNull()
  })
})
