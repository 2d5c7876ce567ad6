import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { now, setClock } from '../clock'
import { ownerQuery, rawAs } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import type { Via } from './actor'
import {
  endOtherSessions,
  endSession,
  endSessionOf,
  listSessions,
  openSession,
  revokeSession,
  startSession,
} from './sessions'

/** Rows I1–I4 and I9 of the threat table, below the browser. */

const via: Via = { ip: '198.51.100.7', requestId: 'r1' }
let world: World
const start = (name: 'ada' | 'ben' | 'kim') =>
  startSession({ id: world.accounts[name], isStaff: name === 'kim', email: '' }, via, 'Firefox on a phone')
const isLive = async (token: string, touch = false) => (await openSession(token, via, touch)) !== null
const later = (minutes: number) => setClock(new Date(now().getTime() + minutes * 60_000))
const faceOf = async (token: string) => {
  const session = await openSession(token, via, false)
  return { ...world.as.ada, sessionId: session?.sessionId ?? '' }
}

beforeEach(async () => {
  world = await makeClinic()
})
afterEach(() => setClock(null))

describe('a session', () => {
  test.each([
    ['ada', 30],
    ['kim', 15],
  ] as const)('of %s is over after %i minutes unused', async (name, minutes) => {
    const { token } = await start(name)
    later(minutes - 0.1)
    expect(await isLive(token)).toBe(true)
    later(0.2)
    expect(await isLive(token)).toBe(false)
  })

  test.each([
    ['ada', 24],
    ['kim', 12],
  ] as const)('of %s is over after %i hours, however much used', async (name, hours) => {
    const { token } = await start(name)
    for (let minutes = 10; minutes < hours * 60; minutes += 10) {
      later(10)
      expect(await isLive(token, true)).toBe(true)
    }
    later(10)
    expect(await isLive(token, true)).toBe(false)
  })

  test('is kept alive by deeds, not by polling and prefetching (I4)', async () => {
    const { token } = await start('kim')
    later(10)
    expect(await isLive(token, false)).toBe(true)
    later(6)
    expect(await isLive(token, false)).toBe(false)
  })

  test('that went idle does not come back by a deed', async () => {
    const { token } = await start('kim')
    later(16)
    expect(await isLive(token, true)).toBe(false)
    expect(await isLive(token, true)).toBe(false)
  })

  test('nobody started is none: a planted token is dead (I1)', async () => {
    expect(await isLive('A'.repeat(43))).toBe(false)
  })
})

describe('a session is over at once (I2)', () => {
  test('when its owner signs out; again is nothing', async () => {
    const { token } = await start('ada')
    const face = await faceOf(token)
    await endSession(face)
    expect(await isLive(token)).toBe(false)
    await endSession(face)
    await endSessionOf(token, via)
    const deeds = await ownerQuery(`SELECT action FROM audit_event WHERE actor_id = $1 ORDER BY seq`, [
      world.accounts.ada,
    ])
    expect(deeds).toEqual([{ action: 'account.signedIn' }, { action: 'account.signedOut' }])
  })

  test('when the account is disabled', async () => {
    const { token } = await start('ada')
    await ownerQuery('UPDATE account SET disabled_at = now() WHERE id = $1', [world.accounts.ada])
    expect(await isLive(token)).toBe(false)
  })

  test('in all other browsers when its owner says so', async () => {
    const [here, there, elsewhere] = await Promise.all([start('ada'), start('ada'), start('ada')])
    expect(await endOtherSessions(await faceOf(here.token))).toBe(2)
    expect(await Promise.all([here, there, elsewhere].map(({ token }) => isLive(token)))).toEqual([
      true,
      false,
      false,
    ])
  })
})

test('a role taken away is gone at the next request', async () => {
  const { token } = await start('kim')
  expect((await openSession(token, via, false))?.memberships).toHaveLength(1)
  await ownerQuery('UPDATE clinic_member SET ended_at = now() WHERE account_id = $1', [world.accounts.kim])
  expect((await openSession(token, via, false))?.memberships).toEqual([])
})

describe('the list of sessions', () => {
  test('has the live ones, says which is this one, and ends one (I9)', async () => {
    const [here, there] = await Promise.all([start('ada'), start('ada'), start('ben')])
    const face = await faceOf(here.token)
    const list = await listSessions(face)
    expect(list.map(({ isThis, ip, userAgent }) => ({ isThis, ip, userAgent }))).toHaveLength(2)
    expect(list.filter(({ isThis }) => isThis).map(({ id }) => id)).toEqual([face.sessionId])
    const other = list.find(({ isThis }) => !isThis)
    expect(await revokeSession(face, other?.id ?? '')).toBe(1)
    expect(await isLive(there.token)).toBe(false)
    expect(await listSessions(face)).toHaveLength(1)
  })

  test("has nobody else's, and ends nobody else's", async () => {
    const { token } = await start('ben')
    const bens = (await openSession(token, via, false))?.sessionId ?? ''
    expect(await listSessions(world.as.ada)).toEqual([])
    expect(await revokeSession(world.as.ada, bens)).toBe(0)
    expect(await isLive(token)).toBe(true)
    expect(
      await rawAs('app', `account:${world.accounts.ada}`, 'UPDATE session SET ended_at = now() RETURNING id'),
    ).toEqual([])
  })
})
