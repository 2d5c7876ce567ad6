import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fieldProblems, formObject, typedValues } from './form'

function formOf(...entries: [string, string | File][]) {
  const form = new FormData()
  for (const [name, value] of entries) form.append(name, value)
  return form
}

describe('a form becomes an object:', () => {
  test('a repeated name is an array, a dotted one an object inside', () => {
    const form = formOf(
      ['name', 'Ada'],
      ['day', 'mon'],
      ['day', 'wed'],
      ['patient.birth.year', '1990'],
      ['patient.birth.month', 'May'],
    )
    expect(formObject(form)).toEqual({
      name: 'Ada',
      day: ['mon', 'wed'],
      patient: { birth: { year: '1990', month: 'May' } },
    })
  })

  test('an empty field is absent', () => {
    expect(formObject(formOf(['email', ''], ['reason', '  '], ['file', new File([], '')]))).toEqual({})
  })

  test("Next's own fields are not ours, and no name reaches an object's machinery", () => {
    const form = formOf(
      ['$ACTION_REF_1', 'x'],
      ['__proto__.admin', 'yes'],
      ['a.constructor.prototype.b', 'x'],
      ['a.b', 'kept'],
    )
    expect(formObject(form)).toEqual({ a: { b: 'kept' } })
    expect(({} as Record<string, unknown>).admin).toBeUndefined()
  })

  test('a name that is both a value and an object keeps what came first', () => {
    expect(formObject(formOf(['a', '1'], ['a.b', '2']))).toEqual({ a: '1' })
  })
})

test('what was typed is kept as typed, but for passwords, tokens and files', () => {
  const form = formOf(
    ['email', ' Ada@Example.com '],
    ['password', 'kettle'],
    ['newPassword', 'weir'],
    ['manageToken', 'x'],
    ['scan', new File(['x'], 'a.pdf')],
    ['day', 'mon'],
    ['day', 'wed'],
    ['reason', ''],
  )
  expect(typedValues(form)).toEqual({ email: ' Ada@Example.com ', day: ['mon', 'wed'], reason: '' })
})

test('a problem is told once per control, by its name; one of the whole form by none', () => {
  const schema = z.strictObject({
    name: z.string('Enter your name'),
    patient: z.object({ phone: z.string('Enter a number').min(3, 'Too short').regex(/^\d+$/, 'Digits') }),
  })
  const parsed = schema.safeParse({ patient: { phone: 'x' }, extra: 1 })
  expect(fieldProblems(parsed.error as z.ZodError)).toEqual({
    name: 'Enter your name',
    'patient.phone': 'Too short',
  })
})
