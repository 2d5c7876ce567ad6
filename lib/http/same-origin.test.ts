import { describe, expect, test, vi } from 'vitest'
import { refuseCrossSite, refuseSimplePosts } from './same-origin'

vi.mock('../env', () => ({ env: { ANTEROOM_URL: 'https://portal.example' } }))
const passes = (check: (headers: Headers) => void, headers: Record<string, string>) => {
  try {
    check(new Headers(headers))
    return true
  } catch {
    return false
  }
}

describe('a request that changes something (I6)', () => {
  test.each([
    ['our own page', { host: 'portal.example', origin: 'https://portal.example' }],
    [
      'our own page, at the address it was reached at',
      { host: 'localhost:3000', origin: 'http://localhost:3000' },
    ],
    [
      'our own page behind a proxy that renames the host',
      { host: 'app:3000', origin: 'https://portal.example' },
    ],
    [
      'our own page, as browsers say it',
      { host: 'portal.example', origin: 'https://portal.example', 'sec-fetch-site': 'same-origin' },
    ],
  ])('from %s goes through', (_, headers) => {
    expect(passes(refuseCrossSite, headers)).toBe(true)
  })

  test.each([
    ['another site', { host: 'portal.example', origin: 'https://evil.example' }],
    ['nowhere it says', { host: 'portal.example' }],
    ['a sandboxed frame', { host: 'portal.example', origin: 'null' }],
    [
      'another site that forges X-Forwarded-Host',
      { host: 'portal.example', origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
    ],
    [
      'a site whose name begins like ours',
      { host: 'portal.example', origin: 'https://portal.example.evil.example' },
    ],
    ['our host with another port', { host: 'portal.example', origin: 'https://portal.example:8443' }],
    ['a subdomain', { host: 'portal.example', origin: 'https://x.portal.example' }],
    [
      'another site, as browsers say it',
      { host: 'portal.example', origin: 'https://portal.example', 'sec-fetch-site': 'cross-site' },
    ],
    [
      'a sibling, as browsers say it',
      { host: 'portal.example', origin: 'https://portal.example', 'sec-fetch-site': 'same-site' },
    ],
    ['something that is no address', { host: 'portal.example', origin: 'portal.example' }],
    ['an empty origin', { host: '', origin: 'about:blank' }],
  ])('from %s is refused', (_, headers) => {
    expect(passes(refuseCrossSite, headers)).toBe(false)
  })
})

test('the cookie-less API takes JSON only, which no form can send', () => {
  expect(passes(refuseSimplePosts, { 'content-type': 'application/json' })).toBe(true)
  expect(passes(refuseSimplePosts, { 'content-type': 'Application/JSON; charset=utf-8' })).toBe(true)
  for (const type of [
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'text/plain; application/json',
  ])
    expect(passes(refuseSimplePosts, { 'content-type': type })).toBe(false)
  expect(passes(refuseSimplePosts, {})).toBe(false)
})
