import { beforeEach, describe, expect, test } from 'vitest'
import { ownerQuery } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import type { Via } from './actor'
import { openSessionCookie, SESSION_COOKIE, sealSessionCookie } from './cookies'
import { nextAuth } from './next-auth'
import { hashPassword } from './passwords'
import { openSession, startSession } from './sessions'

/** next-auth itself, asked as its route is: rows H12, I2, J2 of the threat table. */

const PASSWORD = 'three herons by the weir'
const via: Via = { ip: '198.51.100.7', requestId: 'r1' }
type Answer = { status: number; body: unknown; location: string | undefined; cookies: Map<string, string> }
type Asked = { body?: Record<string, unknown>; cookies?: Map<string, string>; query?: Record<string, string> }

let world: World
let email: string

beforeEach(async () => {
  world = await makeClinic()
  email = world.as.ada.email
  await ownerQuery('UPDATE account SET password_hash = $1 WHERE id = $2', [
    await hashPassword(PASSWORD),
    world.accounts.ada,
  ])
  await ownerQuery('DELETE FROM rate_limit')
})

/** Its handler for Node's own request and response, which needs no Next around it. */
async function ask(
  method: 'GET' | 'POST',
  deed: string,
  { body = {}, cookies = new Map(), query = {} }: Asked = {},
): Promise<Answer> {
  const headers = new Map<string, unknown>()
  const answer = { status: 200, body: undefined as unknown }
  const response = {
    status: (status: number) => {
      answer.status = status
      return response
    },
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    setHeader: (name: string, value: unknown) => {
      headers.set(name.toLowerCase(), value)
      return response
    },
    send: (sent: unknown) => {
      answer.body = sent
    },
    json: (sent: unknown) => {
      answer.body = sent
    },
    end: () => {},
  }
  await nextAuth(
    {
      method,
      body,
      cookies: Object.fromEntries(cookies),
      headers: {},
      query: { ...query, nextauth: deed.split('/') },
    },
    response,
  )
  const set = (headers.get('set-cookie') ?? []) as string[]
  const kept = new Map(cookies)
  for (const [name, value] of [set].flat().map((cookie) => /^([^=]+)=([^;]*)/.exec(cookie)?.slice(1) ?? []))
    if (name && value !== undefined) kept.set(name, decodeURIComponent(value))
  return { ...answer, location: headers.get('location') as string | undefined, cookies: kept }
}

/** With the csrf token that next-auth wants back. */
async function post(
  deed: string,
  body: Record<string, unknown>,
  cookies = new Map<string, string>(),
): Promise<Answer> {
  const csrf = await ask('GET', 'csrf', { cookies })
  return ask('POST', deed, { body: { ...(csrf.body as object), ...body }, cookies: csrf.cookies })
}

const signedInCookies = async () => {
  const { token, expiresAt } = await startSession(
    { id: world.accounts.ada, isStaff: false, email },
    via,
    'Firefox',
  )
  return new Map([[SESSION_COOKIE, await sealSessionCookie(token, expiresAt)]])
}
const tokenIn = (cookies: Map<string, string>) => openSessionCookie(cookies.get(SESSION_COOKIE))

describe('signing in through next-auth', () => {
  test('starts a session of ours, and the cookie holds its token', async () => {
    const { cookies } = await post('callback/credentials', { email, password: PASSWORD })
    const token = await tokenIn(cookies)
    expect((await openSession(token ?? '', via, false))?.accountId).toBe(world.accounts.ada)
  })

  test('needs the csrf token', async () => {
    const { cookies, location } = await ask('POST', 'callback/credentials', {
      body: { email, password: PASSWORD },
    })
    expect(location).toContain('csrf=true')
    expect(await tokenIn(cookies)).toBeNull()
  })

  test('answers an unknown email as a wrong password', async () => {
    const wrong = await post('callback/credentials', { email, password: 'wrong' })
    const unknown = await post('callback/credentials', { email: 'nobody@example.com', password: 'wrong' })
    expect({ status: wrong.status, location: wrong.location }).toEqual({
      status: unknown.status,
      location: unknown.location,
    })
    expect(wrong.status).toBeLessThan(500)
    expect(await tokenIn(wrong.cookies)).toBeNull()
  })

  test.each([
    'https://evil.example/x',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    'http://localhost:3000.evil.example/',
  ])('asked to go to %s goes to the front page (J2)', async (callbackUrl) => {
    const { location } = await post('callback/credentials', { email, password: PASSWORD, callbackUrl })
    expect(location).toBe('http://localhost:3000/')
  })
})

describe('the session', () => {
  test.each([
    'email',
    'role',
    'roles',
    'sub',
    'id',
    'name',
    'clinicId',
    'clinicSlug',
    'session',
    'sessionId',
    'accountId',
    'exp',
    'picture',
    'user',
    'memberships',
    'token',
    'iat',
    'jti',
    'admin',
    '__proto__',
  ])('is no different after a client "updates" its %s (H12)', async (field) => {
    const before = await signedInCookies()
    const data = JSON.parse(
      `{"${field}": {"id": "${world.accounts.kim}", "email": "kim@example.com"}}`,
    ) as object
    const { body, cookies } = await post('session', { data, ...data }, before)
    expect(await tokenIn(cookies)).toBe(await tokenIn(before))
    expect(body).toEqual({ expires: expect.any(String), user: { name: 'Ada Lindqvist' } })
  })

  test('that has ended is signed out, and its cookie is cleared (I2)', async () => {
    const cookies = await signedInCookies()
    await ownerQuery('UPDATE session SET ended_at = now() WHERE account_id = $1', [world.accounts.ada])
    const answer = await ask('GET', 'session', { cookies })
    expect(answer.body).toEqual({})
    expect(await tokenIn(answer.cookies)).toBeNull()
  })

  test('looked at is not kept alive', async () => {
    const cookies = await signedInCookies()
    await ownerQuery(
      `UPDATE session SET last_seen_at = last_seen_at - interval '20 minutes' WHERE account_id = $1`,
      [world.accounts.ada],
    )
    const seen = () =>
      ownerQuery('SELECT last_seen_at FROM session WHERE account_id = $1', [world.accounts.ada])
    const before = await seen()
    expect((await ask('GET', 'session', { cookies })).body).toMatchObject({ user: { name: 'Ada Lindqvist' } })
    expect(await seen()).toEqual(before)
  })

  test('ends in the database when next-auth signs out', async () => {
    const cookies = await signedInCookies()
    await post('signout', {}, cookies)
    expect(await openSession((await tokenIn(cookies)) ?? '', via, false)).toBeNull()
  })

  test('says nothing to whoever has none', async () => {
    expect((await ask('GET', 'session')).body).toEqual({})
  })
})
