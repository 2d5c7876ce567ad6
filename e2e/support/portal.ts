import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import pg from 'pg'
import { asSystem } from '@/lib/db/ask'
import { embeddedKeys } from '@/lib/db/embedded'
import { cloneDatabase, dropDatabase } from '@/lib/db/testing/cluster'
import { env } from '@/lib/env'
import { openVault } from '@/lib/vault/keys'
import { templateUrl } from './template'

/** A portal nobody else uses: the production build as a process of its own, over a database of its own with the demo's cast. */
export type Portal = {
  /** http://localhost:<port>, without a slash at its end. */
  url: string
  port: number
  databaseUrl: string
  /** Everything it has written to its standard output and error so far. */
  log: () => string
  /** Rows, asked as a superuser, who sees everything. */
  query: <R extends object>(statement: string, values?: unknown[]) => Promise<R[]>
}

type Started = { portal: Portal; end: () => Promise<void> }
/** The portal of a spec file; asked for another file's, the one before is ended. */
type PortalOf = (file: string) => Promise<Portal>

/** For tests that look at everything, or break something. Every page and request of the test goes to the portal of its file. */
export const test = base.extend<{ portal: Portal }, { portalOf: PortalOf }>({
  portalOf: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
    async ({}, use) => {
      let current: (Started & { file: string }) | undefined
      await use(async (file) => {
        if (current?.file === file) return current.portal
        await current?.end()
        current = undefined
        current = { file, ...(await startPortal()) }
        return current.portal
      })
      await current?.end()
    },
    { scope: 'worker' },
  ],
  portal: [async ({ portalOf }, use, { file }) => use(await portalOf(file)), { timeout: 60_000 }],
  baseURL: ({ portal }, use) => use(portal.url),
})

async function startPortal(): Promise<Started> {
  const { secret } = embeddedKeys(env.ANTEROOM_DATA_DIR)
  // Tests that put sealed rows there seal them as the portal would.
  env.ANTEROOM_SECRET = secret
  const databaseUrl = await cloneDatabase(templateUrl())
  await asSystem(databaseUrl, openVault)
  const folder = mkdtempSync(join(tmpdir(), 'anteroom-portal-'))
  const logFile = join(folder, 'log')
  const port = await freePort()
  const url = `http://localhost:${port}`
  const out = openSync(logFile, 'a')
  const child = spawn(process.execPath, ['scripts/server.mjs', String(port)], {
    stdio: ['ignore', out, out],
    env: {
      ...process.env,
      ...{ NODE_ENV: 'production', PORT: String(port), ANTEROOM_URL: url, ANTEROOM_DEMO: 'true' },
      ...{ DATABASE_URL: databaseUrl, ANTEROOM_SECRET: secret, ANTEROOM_DATA_DIR: folder },
      ANTEROOM_VAULT_KEY: vaultKey(),
      // Nothing changes by itself, everything that would be logged is, and the limits are another test's.
      ...{ ANTEROOM_WORKER: 'off', LOG_LEVEL: 'debug', RATE_LIMIT_MULTIPLIER: '1000' },
    },
  })
  closeSync(out)
  const admin = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  admin.on('error', () => {})
  const end = async () => {
    await stop(child)
    await admin.end()
    await dropDatabase(databaseUrl)
    rmSync(folder, { recursive: true, force: true })
  }
  const log = () => readFileSync(logFile, 'utf8')
  await ready(url, child, log)
  const query: Portal['query'] = async (statement, values) => (await admin.query(statement, values)).rows
  return { portal: { url, port, databaseUrl, log, query }, end }
}

/** What the template's data keys are wrapped under: the running server's, because it was made beside it (template.ts). */
function vaultKey(): string {
  return readFileSync(join(env.ANTEROOM_DATA_DIR, 'vault.key'), 'utf8').trim()
}

async function ready(url: string, child: ChildProcess, log: () => string): Promise<void> {
  for (let tries = 0; tries < 200 && child.exitCode === null; tries++) {
    const answer = await fetch(`${url}/api/ready`).catch(() => null)
    if (answer?.ok) return
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error(`The portal does not become ready: ${log()}`)
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const hasExited = new Promise((done) => child.once('exit', done))
  child.kill('SIGKILL')
  await hasExited
}

/** A port nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, () => {
      const address = probe.address()
      probe.close(() => done(address && typeof address === 'object' ? address.port : 0))
    })
  })
}
