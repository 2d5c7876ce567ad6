import { expect, test, vi } from 'vitest'
import { actors, type Guest } from '../access/actor'
import { now } from '../clock'
import { asActor, atOnce, sql } from './client'
import { crossUsers, fiftyPatients } from './testing/crossing'

vi.hoisted(() => vi.stubEnv('DATABASE_POOL', '2'))

test('fifty people through two connections never see a row of each other, whatever is thrown between them', async () => {
  const askers = await fiftyPatients()
  const crossed = await crossUsers(askers, 1500, Math.random)
  expect(crossed).toMatchObject({ foreign: 0, leftBehind: 0, hung: 0 })
  expect(crossed.thrown).toBeGreaterThan(100)
}, 60_000)

test('who has waited long enough in a request is refused while others still wait, and takes no connection along', async () => {
  const [fresh, late] = [0, 10_000].map((ago) =>
    actors.guest({ ip: 'none', requestId: 'none', arrivedAt: now().getTime() - ago }),
  ) as [Guest, Guest]
  const lock = sql`SELECT pg_advisory_xact_lock(7)`
  const once = (actor: Guest) => atOnce(actor, sql`SELECT 1 AS one`)
  const { others } = await asActor(fresh, async (tx) => {
    await tx.$executeRaw(lock)
    // Both connections of the other pool wait for that lock; whoever comes now waits for a connection.
    const others = [atOnce(fresh, lock), atOnce(fresh, lock), once(fresh)]
    await expect(once(late)).rejects.toMatchObject({ code: 'busy' })
    return { others }
  })
  expect((await Promise.all(others)).at(-1)).toEqual([[{ one: 1 }]])
  expect(await Promise.all([once(late), once(late), once(fresh)])).toHaveLength(3)
})
