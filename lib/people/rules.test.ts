import { describe, expect, it } from 'vitest'
import { searchKind } from './rules'
import { emailInput, personInput } from './schema'

describe('what the desk types', () => {
  it.each([
    ['PAT-12', { kind: 'number', value: 'PAT-000012' }],
    ['24/11/1990', { kind: 'birthDate', value: '1990-11-24' }],
    ['1990-11-24', { kind: 'birthDate', value: '1990-11-24' }],
    ['0412 345', { kind: 'phone', value: '412345' }],
    ['Ada Lov', { kind: 'name', value: 'Ada Lov' }],
    ['A', { kind: 'nothing', value: '' }],
  ])('%s is a search by that', (typed, meant) => {
    expect(searchKind(typed)).toEqual(meant)
  })
})

describe('a person', () => {
  const ada = { firstName: 'Ada', lastName: 'Lovelace', dateOfBirth: '1990-12-10', phone: '0412 345 678' }

  it('may have any letters in their name, and no control characters', () => {
    expect(personInput.parse({ ...ada, firstName: '  Zoë-Mae d’Ángelo ' }).firstName).toBe('Zoë-Mae d’Ángelo')
    expect(personInput.safeParse({ ...ada, firstName: 'A\u0000da' }).success).toBe(false)
  })

  it('is refused with fields nobody asked for', () => {
    expect(personInput.safeParse({ ...ada, role: 'admin' }).success).toBe(false)
  })

  it('was born on a day that exists', () => {
    expect(personInput.safeParse({ ...ada, dateOfBirth: '1990-02-30' }).success).toBe(false)
  })

  it('has an email that is normalised before it is looked at, with exactly one ASCII @', () => {
    expect(emailInput.parse(' Ada@Example.COM ')).toBe('ada@example.com')
    expect(emailInput.safeParse('ada@evil@example.com').success).toBe(false)
    expect(emailInput.safeParse('ada example.com').success).toBe(false)
  })
})
