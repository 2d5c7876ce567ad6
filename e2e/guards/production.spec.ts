import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import pg from 'pg'
import { embeddedKeys } from '@/lib/db/embedded'
import { readAsOwner } from '@/lib/db/owner'
import { cloneDatabase, dropDatabase } from '@/lib/db/testing/cluster'
import { roleUrl } from '@/lib/db/urls'
import { env } from '@/lib/env'
import { DEMO_PASSWORD, people } from '@/prisma/seed/cast'
import { ask } from '../support/ask'
import { freePort } from '../support/portal'
import { templateUrl } from '../support/template'
import { cookieOf } from '../support/visitor'

/** Row H14: a production portal over a database that nobody called a demo has nobody of the demo in it, and takes none in. */

let databaseUrl: string
let folder: string
const vaultKey = randomBytes(32).toString('base64')
const started: ChildProcess[] = []

test.beforeAll(async () => {
  databaseUrl = await cloneDatabase(templateUrl(), 'nothing')
  folder = mkdtempSync(join(tmpdir(), 'anteroom-production-'))
})
test.afterAll(async () => {
  for (const child of started) await end(child)
  await dropDatabase(databaseUrl)
  rmSync(folder, { recursive: true, force: true })
})

/** As an operator sets it: nothing of the demo's settings of whoever runs the tests. */
const environment = (more: Record<string, string> = {}) => {
  const own = { DATABASE_URL: databaseUrl, ANTEROOM_SECRET: secret(), ANTEROOM_VAULT_KEY: vaultKey }
  const here = { ...process.env, ANTEROOM_DEMO: undefined, NODE_ENV: 'production' as const }
  return { ...here, ANTEROOM_DATA_DIR: folder, ...own, ...more }
}
/** The cluster's: the passwords of its roles come from it. */
const secret = () => embeddedKeys(env.ANTEROOM_DATA_DIR).secret

const script = (name: string, more?: Record<string, string>) =>
  spawnSync(process.execPath, ['--import', 'tsx', `scripts/${name}`], {
    env: environment(more),
    encoding: 'utf8',
    timeout: 60_000,
  })

/** `npm start`; answers with all it said until it was ready or gave up. */
async function start(port: number): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts'], {
    env: environment({ PORT: String(port), ANTEROOM_URL: `http://localhost:${port}` }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  let said = ''
  await new Promise<void>((done) => {
    const hear = (part: Buffer) => {
      said += part
      if (said.includes('is ready on')) done()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('exit', () => done())
  })
  return said
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const hasExited = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  await hasExited
}

const accounts = () =>
  readAsOwner(roleUrl('owner', databaseUrl, secret()), (query) => query('SELECT email FROM account'))

test('a production portal starts without the demo’s people, and nobody signs in with their password', async () => {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const said = await start(port)
  expect(said).toContain('Anteroom is ready')
  expect(said).not.toContain(DEMO_PASSWORD)
  expect(await accounts()).toEqual([])
  for (const person of [people.ada, people.ines])
    await expect(cookieOf(url, person)).rejects.toThrow('could not sign in')
  const page = await ask(port, '/sign-in')
  expect(page.status).toBe(200)
  expect(page.body).not.toContain(DEMO_PASSWORD)
  for (const path of ['/dev/mailbox', '/dev/mailbox/x', '/harbour'])
    expect((await ask(port, path)).status, path).toBe(404)
})

test('without the key of its vault it names it and does not start', async () => {
  const { status, stderr } = script('start.ts', { ANTEROOM_URL: 'http://localhost', ANTEROOM_VAULT_KEY: '' })
  expect([status, stderr]).toEqual([1, expect.stringContaining('production needs ANTEROOM_VAULT_KEY')])
})

test('npm run seed refuses it', async () => {
  const { status, stderr } = script('seed.ts', { ANTEROOM_URL: 'http://localhost' })
  expect([status, stderr]).toEqual([1, expect.stringContaining('Only a demo is seeded')])
  expect(await accounts()).toEqual([])
})

test('a database that holds clinics is made a demo by no setting, and a demo’s is not started as another', async () => {
  const owner = roleUrl('owner', databaseUrl, secret())
  const client = new pg.Client({ connectionString: owner })
  await client.connect()
  await client.query(`SELECT set_config('app.actor', 'system', false)`)
  await client.query(`INSERT INTO clinic (id, slug, name, time_zone, currency, phone, email, address, opening_hours)
    VALUES (gen_random_uuid(), 'real', 'Real', 'Australia/Sydney', 'AUD', '+61255500123', 'a@b.example', '', '')`)
  const { status, stderr } = script('seed.ts', { ANTEROOM_DEMO: 'true', ANTEROOM_URL: 'http://localhost' })
  expect([status, stderr]).toEqual([1, expect.stringContaining('holds clinics and is not a demo')])
  expect(await accounts()).toEqual([])

  await client.query('UPDATE deployment SET demo = true')
  await client.end()
  expect(await start(await freePort())).toContain('This database holds the demo, whose password is public.')
})
