import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { inOneTransaction, type Statement } from './one-transaction'
import { urlFor } from './testing/raw'

let client: pg.PoolClient
const pool = new pg.Pool({ connectionString: urlFor('app'), max: 1 })
const one: Statement = { name: 'one', text: 'SELECT $1::int AS one', values: [1] }
const setting: Statement = {
  name: 'setting',
  text: `SELECT current_setting('app.actor', true) AS actor`,
  values: [],
}
const said = (actor: string): Statement => ({
  name: 'who',
  text: `SELECT set_config('app.actor', $1, true)`,
  values: [actor],
})

beforeAll(async () => {
  client = await pool.connect()
})
afterAll(async () => {
  client.release()
  await pool.end()
})

test('the rows of each statement, the first time and when it is known, twice in one go too', async () => {
  const rows = [[{ one: 1 }], [{ one: null }]]
  for (let times = 0; times < 3; times++)
    expect(await inOneTransaction(client, [one, { ...one, values: [null] }])).toEqual(rows)
})

test('what is set for the transaction is seen in it and gone after it', async () => {
  const [, within] = await inOneTransaction(client, [said('guest'), setting])
  expect(within).toEqual([{ actor: 'guest' }])
  expect(await inOneTransaction(client, [setting])).toEqual([[{ actor: '' }]])
})

test('after a failure nothing was done, and what was sent with it can be asked again', async () => {
  const notes: Statement = { name: 'notes', text: `SELECT set_config('app.noted', 'yes', false)`, values: [] }
  const fails: Statement = { name: 'fails', text: 'SELECT 1 / $1::int AS n', values: [0] }
  const after: Statement = {
    name: 'after',
    text: `SELECT current_setting('app.noted', true) AS noted`,
    values: [],
  }
  for (let times = 0; times < 2; times++)
    await expect(inOneTransaction(client, [notes, fails, after])).rejects.toMatchObject({ code: '22012' })
  // Parsed, but never described; and not even parsed.
  expect(await inOneTransaction(client, [{ ...fails, values: [1] }, after])).toEqual([
    [{ n: 1 }],
    [{ noted: '' }],
  ])
})

test('a value that cannot be written refuses before anything is sent', async () => {
  const self: Record<string, unknown> = {}
  self.self = self
  await expect(inOneTransaction(client, [{ ...one, values: [self] }])).rejects.toThrow('circular')
  expect(await inOneTransaction(client, [one])).toEqual([[{ one: 1 }]])
})

test('a connection that is cut fails what was asked on it', async () => {
  const cut = new pg.Pool({ connectionString: urlFor('app'), max: 1 })
  const short = await cut.connect()
  short.on('error', () => {})
  const kill: Statement = { name: 'kill', text: 'SELECT pg_terminate_backend(pg_backend_pid())', values: [] }
  await expect(inOneTransaction(short, [kill, one])).rejects.toThrow()
  await expect(inOneTransaction(short, [one])).rejects.toThrow()
  short.release(true)
  await cut.end()
})

test('another copy of this module knows what a connection has prepared', async () => {
  await inOneTransaction(client, [one])
  vi.resetModules()
  const another = await import('./one-transaction')
  expect(another.inOneTransaction).not.toBe(inOneTransaction)
  expect(await another.inOneTransaction(client, [one])).toEqual([[{ one: 1 }]])
})
