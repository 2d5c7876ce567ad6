import { createHmac } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import { expect, test } from 'vitest'
import { now } from '../clock'
import { cookieSecret, openSessionCookie, sealSessionCookie } from './cookies'

/** Row H13 of the threat table. Needs no database, but the deployment's secret, which the database tests have. */

const TOKEN = 'T'.repeat(43)
const inMinutes = (minutes: number) => new Date(now().getTime() + minutes * 60_000)
const ours = { secret: cookieSecret(), salt: 'anteroom session' }
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const signed = (header: object, payload: object, key: string) => {
  const body = `${base64(header)}.${base64(payload)}`
  return `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`
}
const payload = { session: TOKEN, exp: Math.floor(now().getTime() / 1000) + 3600 }
const good = await sealSessionCookie(TOKEN, inMinutes(60))

test('a cookie of ours opens, holds nothing but the token, and fits', async () => {
  expect(await openSessionCookie(good)).toBe(TOKEN)
  expect(good).not.toContain(TOKEN)
  expect(good.length).toBeLessThan(512)
})

test.each<[string, string | Promise<string> | undefined]>([
  ['no cookie', undefined],
  ['an empty one', ''],
  ['the bare session token', TOKEN],
  ['algorithm "none"', `${base64({ alg: 'none' })}.${base64(payload)}.`],
  [
    'a signed token instead of an encrypted one, with our key',
    signed({ alg: 'HS256' }, payload, ours.secret),
  ],
  ['one made with another secret', encode({ token: payload, secret: 'x'.repeat(43), salt: ours.salt })],
  ['one made for another purpose', encode({ token: payload, secret: ours.secret, salt: 'anteroom reset' })],
  ['one made for no purpose', encode({ token: payload, secret: ours.secret })],
  ['one of ours about something else', encode({ ...ours, token: { reset: TOKEN } })],
  ['one of ours with a token that cannot be one', encode({ ...ours, token: { session: 'x OR 1=1' } })],
  ['one that has expired', encode({ ...ours, token: { session: TOKEN }, maxAge: -60 })],
  ['one with a byte changed', good.slice(0, -2) + (good.endsWith('AA') ? 'BB' : 'AA')],
  ['one cut short', good.slice(0, -8)],
  ['5,000 characters', 'a'.repeat(5000)],
])('%s is no session', async (_, cookie) => {
  expect(await openSessionCookie(await cookie)).toBeNull()
})
