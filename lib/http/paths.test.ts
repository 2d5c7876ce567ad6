import { expect, test } from 'vitest'
import { ownPath } from './paths'

test.each(['/', '/my', '/clinic/day?on=2026-11-21', '/harbour/book?service=gp&next=//x', '/my?q=a%20b'])(
  '%s is a path of ours',
  (path) => {
    expect(ownPath(path)).toBe(path)
  },
)

test.each([
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  ' /my',
  '/\t/evil.example',
  '/\n/evil.example',
  '/./\\evil.example',
  '/..//evil.example',
  '/a/..//evil.example',
  '/.//evil.example',
  'my',
  '',
  '/api/auth/sign-out',
  '/x/../api/v1/clinics',
  `/${'a'.repeat(600)}`,
  undefined,
  ['/my'],
])('%j is nowhere to send anybody (J2)', (asked) => {
  expect(ownPath(asked)).toBeNull()
})
