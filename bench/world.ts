import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded, stopEmbedded } from '../lib/db/embedded'
import { migrateDatabase } from '../lib/db/migrate'
import { roleUrl } from '../lib/db/urls'
import { markDemo, seedDemo } from '../prisma/seed/demo'
import { practitionersFor, seedScale } from '../prisma/seed/scale'

/** A database of its own with so many bookings, and the production build over it, guards on and limits raised. */
export type World = {
  bookings: number
  practitioners: number
  url: string
  adminUrl: string
  secret: string
  appUrl: string
}

const started: { server?: ChildProcess; folder?: string }[] = []

export async function makeWorld(bookings: number): Promise<World> {
  // The PostgreSQL user must be able to enter it; mkdtemp's folders let nobody in.
  const folder = join(tmpdir(), `anteroom-bench-${process.pid}-${bookings}`)
  mkdirSync(folder)
  started.push({ folder })
  const { adminUrl, secret } = await startEmbedded(folder)
  await migrateDatabase(adminUrl, secret)
  const owner = roleUrl('owner', adminUrl, secret)
  await markDemo(owner)
  await seedDemo(owner)
  await seedScale(owner, bookings, (line) => console.log(`  ${line}`))
  const url = await serve('scripts/server.mjs', (port) => [port], {
    DATABASE_URL: adminUrl,
    ANTEROOM_SECRET: secret,
    ANTEROOM_DEMO: 'true',
    // Jobs are written, not done: mail is measured nowhere, and would be measured with everything.
    ANTEROOM_WORKER: 'off',
    RATE_LIMIT_MULTIPLIER: '1000000',
    LOG_LEVEL: 'warn',
  })
  return {
    bookings,
    practitioners: practitionersFor(bookings),
    url,
    adminUrl,
    secret,
    appUrl: roleUrl('app', adminUrl, secret),
  }
}

/** A Next server that does nothing: the most that any of ours could answer. Returns its address. */
export async function makeBareNext(): Promise<string> {
  const next = 'node_modules/next/dist/bin/next'
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
  execFileSync(process.execPath, [next, 'build', 'bench/bare-next'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return serve(next, (port) => ['start', 'bench/bare-next', '-p', port], {})
}

/** Ends every server and database and removes their files. */
export async function endAll(): Promise<void> {
  for (const { server, folder } of started.splice(0)) {
    server?.kill('SIGKILL')
    if (!folder) continue
    await stopEmbedded(folder)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The share of the machine that is idle for half a second, 0 to 1. */
export async function idleShare(): Promise<number> {
  const read = () =>
    cpus().map(({ times }) => ({ idle: times.idle, all: Object.values(times).reduce((a, b) => a + b) }))
  const before = read()
  await new Promise((done) => setTimeout(done, 500))
  const shares = read().map(
    ({ idle, all }, n) => (idle - (before[n]?.idle ?? 0)) / (all - (before[n]?.all ?? 0)),
  )
  return shares.reduce((a, b) => a + b) / shares.length
}

async function serve(
  script: string,
  args: (port: string) => string[],
  env: Record<string, string>,
): Promise<string> {
  const port = await freePort()
  const server = spawn(process.execPath, [script, ...args(String(port))], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', PORT: String(port), ...env },
  })
  started.push({ server })
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 200; tries++) {
    const answer = await fetch(url).catch(() => null)
    await answer?.arrayBuffer()
    if (answer) return url
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error(`${script} does not answer`)
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
