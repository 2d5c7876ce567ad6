import { NextRequest } from 'next/server'
import { describe, expect, test } from 'vitest'
import { NONCE_HEADER, PATH_HEADER, REQUEST_ID_HEADER } from './lib/http/headers'
import { STAMP_HEADER, writeStamp } from './lib/http/via'
import { proxy } from './proxy'

const HOST = 'http://localhost:3000'
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  proxy(new NextRequest(`${HOST}${path}`, { method, headers: { host: 'localhost:3000', ...headers } }))
/** What Next hands on to the page instead of what the client sent. */
const toldThePage = (response: Response, name: string) => response.headers.get(`x-middleware-request-${name}`)
const policyOf = (response: Response) => response.headers.get('content-security-policy') ?? ''
const nonceOf = (response: Response) => /'nonce-([^']+)'/.exec(policyOf(response))?.[1]

describe('every page', () => {
  test('has a nonce of its own: 1,000 are 1,000 (J5)', () => {
    const nonces = Array.from({ length: 1000 }, () => nonceOf(ask('/')))
    expect(new Set(nonces).size).toBe(1000)
    expect(Buffer.from(nonces[0] ?? '', 'base64')).toHaveLength(16)
  })

  test('has a policy under which no foreign and no inline script runs', () => {
    const policy = policyOf(ask('/harbour'))
    for (const part of [
      `'strict-dynamic'`,
      `object-src 'none'`,
      `base-uri 'none'`,
      `frame-ancestors 'none'`,
      `form-action 'self' https://checkout.stripe.com`,
    ])
      expect(policy).toContain(part)
    expect(policy).not.toMatch(/unsafe|\*|http:/)
  })

  test('gets our nonce and path, not those a client sends along', () => {
    const response = ask('/my?tab=past', {
      [NONCE_HEADER]: 'EVIL',
      [PATH_HEADER]: '//evil.example',
      'content-security-policy': `script-src 'nonce-EVIL'`,
      'x-middleware-subrequest': 'proxy:proxy:proxy',
    })
    expect(JSON.stringify([...response.headers])).not.toMatch(/evil/i)
    expect(toldThePage(response, NONCE_HEADER)).toBe(nonceOf(response))
    expect(toldThePage(response, 'content-security-policy')).toBe(policyOf(response))
    expect(toldThePage(response, PATH_HEADER)).toBe('/my?tab=past')
    expect(toldThePage(response, 'x-middleware-subrequest')).toBeNull()
  })

  test('is kept by nobody, and says under which id the log has the request', () => {
    const stampOfOurs = writeStamp('198.51.100.7')
    const { headers } = ask('/my', { [STAMP_HEADER]: stampOfOurs })
    expect(headers.get('cache-control')).toBe('no-store')
    expect(stampOfOurs).toContain(headers.get(REQUEST_ID_HEADER) ?? 'none')
  })
})

test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('a %s from another site is turned away (I6)', (method) => {
  expect(ask('/sign-in', { origin: 'https://evil.example' }, method).status).toBe(403)
  expect(ask('/sign-in', { origin: 'null' }, method).status).toBe(403)
  expect(ask('/sign-in', {}, method).status).toBe(403)
  expect(ask('/sign-in', { origin: HOST }, method).status).toBe(200)
})

test('nobody is let in or kept out: signed in or not, a page is asked itself', () => {
  expect(ask('/my').status).toBe(200)
  expect(ask('/desk', { cookie: '__Host-anteroom-session=x' }).status).toBe(200)
})
