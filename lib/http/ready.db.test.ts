import pg from 'pg'
import { expect, test } from 'vitest'
import { urlFor } from '../db/testing/raw'
import { readiness } from './ready'

test('ready: the database answers and has every migration', async () => {
  const answer = await readiness()
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'ready' }])
  expect(answer.headers.get('cache-control')).toBe('no-store')
})

test('not ready, in two seconds and with when to ask again: the database hangs', async () => {
  await withDatabase(`BEGIN; LOCK TABLE _prisma_migrations IN ACCESS EXCLUSIVE MODE`, async () => {
    const began = performance.now()
    const answers = await Promise.all(Array.from({ length: 50 }, readiness))
    expect(performance.now() - began).toBeLessThan(4000)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]))
    expect(answers[0]?.headers.get('retry-after')).toBe('5')
  })
})

test('not ready: a migration of this build is missing', async () => {
  await expect.poll(async () => (await readiness()).status, { timeout: 10_000 }).toBe(200)
  const latest = `(SELECT max(migration_name) FROM _prisma_migrations)`
  await withDatabase(
    `UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = ${latest}`,
    async () => {
      expect((await readiness()).status).toBe(503)
    },
  )
})

/** While a connection has done this; rows of the ledger are not put back. */
async function withDatabase(statement: string, work: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: urlFor('superuser') })
  await client.connect()
  try {
    await client.query(statement)
    await work()
  } finally {
    await client.end()
  }
}
