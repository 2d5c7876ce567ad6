import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Via } from '../access/actor'
import { disconnect } from '../db/client'
import { ownerQuery, urlFor } from '../db/testing/raw'
import { makeClinic } from '../db/testing/world'
import { env } from '../env'
import type { Refusal } from '../errors'
import { allowance, type LimitName, limit } from './limits'

let last = 0
const somebody = (): Via => ({ ip: `192.0.2.${++last}`, requestId: 'r' })
const tries = async (times: number, name: LimitName, who: Parameters<typeof limit>[0]) => {
  const answers = await Promise.all(
    Array.from({ length: times }, () =>
      limit(who, name).then(
        () => null,
        (error: Refusal) => error,
      ),
    ),
  )
  return {
    passed: answers.filter((answer) => answer === null).length,
    refused: answers.filter((answer) => answer !== null),
  }
}

beforeEach(() => ownerQuery('DELETE FROM rate_limit').then(() => {}))

test('the limits are these, unless RATE_LIMIT_MULTIPLIER says otherwise, and by default it does not', () => {
  expect(env.RATE_LIMIT_MULTIPLIER).toBe(1)
  const names = [
    'public.read',
    'public.hold',
    'public.book',
    'public.change',
    'form',
    'signIn',
    'signIn.strangers',
  ] as const
  expect(Object.fromEntries(names.map((name) => [name, allowance(name)]))).toEqual({
    'public.read': { points: 1200, seconds: 60 },
    'public.hold': { points: 30, seconds: 60 },
    'public.book': { points: 20, seconds: 60 },
    'public.change': { points: 60, seconds: 60 },
    form: { points: 120, seconds: 60 },
    signIn: { points: 60, seconds: 60 },
    'signIn.strangers': { points: 600, seconds: 60 },
  })
})

describe('a limit', () => {
  test('lets through what it allows and refuses the rest, saying when to come again', async () => {
    const { passed, refused } = await tries(25, 'public.book', somebody())
    expect(passed).toBe(20)
    expect(refused).toHaveLength(5)
    for (const { code, status, facts } of refused) {
      expect({ code, status }).toEqual({ code: 'too_many_requests', status: 429 })
      expect(facts.retryAfterSeconds).toBeGreaterThanOrEqual(1)
      expect(facts.retryAfterSeconds).toBeLessThanOrEqual(60)
    }
  })

  test('fetched by the score lets through exactly as much', async () => {
    const { passed } = await tries(1300, 'public.read', somebody())
    expect(passed).toBe(1200)
    const [counted] = await ownerQuery<{ points: number }>(
      `SELECT points FROM rate_limit WHERE key LIKE 'public.read:%'`,
    )
    expect(counted?.points).toBeGreaterThanOrEqual(1200)
  })

  test('counts each address for itself, and a signed-in account wherever it is', async () => {
    await tries(20, 'public.book', somebody())
    expect((await tries(1, 'public.book', somebody())).passed).toBe(1)
    const { as } = await makeClinic()
    await tries(20, 'public.book', as.ada)
    expect((await tries(1, 'public.book', { ...as.ada, via: somebody() })).passed).toBe(0)
    expect((await tries(1, 'public.book', as.ben)).passed).toBe(1)
  })

  test('counts where all instances see it, and writes no address down', async () => {
    const who = somebody()
    await tries(3, 'public.hold', who)
    const rows = await ownerQuery<{ key: string; points: number }>('SELECT key, points FROM rate_limit')
    expect(rows).toMatchObject([{ points: 3 }])
    expect(rows[0]?.key).not.toContain(who.ip)
  })
})

test('where the counts cannot be kept, reading goes on and booking does not (N11)', async () => {
  await ownerQuery('REVOKE ALL ON rate_limit FROM anteroom_app')
  try {
    expect((await tries(30, 'public.read', somebody())).passed).toBe(30)
    const { refused } = await tries(1, 'public.book', somebody())
    expect(refused.map(({ code, status }) => ({ code, status }))).toEqual([{ code: 'busy', status: 503 }])
  } finally {
    await ownerQuery('GRANT SELECT, INSERT, UPDATE, DELETE ON rate_limit TO anteroom_app')
  }
})

test('where there is no database at all, it is said so: booking is not merely busy', async () => {
  const away = new URL(urlFor('app'))
  away.port = '1'
  vi.stubEnv('DATABASE_APP_URL', away.href)
  // The pools outlive their modules.
  await disconnect()
  vi.resetModules()
  const withoutDatabase = await import('./limits')
  await expect(withoutDatabase.limit(somebody(), 'public.book')).rejects.toMatchObject({
    code: 'database_down',
    status: 503,
  })
  await (await import('../db/client')).disconnect()
})
