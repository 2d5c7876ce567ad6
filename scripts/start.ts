import { type ChildProcess, spawn } from 'node:child_process'
import { DEMO_PASSWORD, signIns } from '../prisma/seed/cast'
import { ensureBuilt } from './build'
import { type Database, giveUp, openDatabase, readEnv } from './database'

/**
 * `npm start`: everything from a fresh clone to a portal that answers. With no DATABASE_URL it brings its own PostgreSQL and the demo.
 * This process builds, migrates and watches; the server is a child of it. `npm run dev` is the same with Next's development server.
 */

const isDev = process.argv.includes('--dev')
const settings = readEnv(isDev ? 'development' : 'production')
const { PORT: port } = settings
const DRAIN_SECONDS = 13
let server: ChildProcess | undefined
let database: Database | undefined
let isEnding = false
let hasCrashed = false

process.on('SIGINT', () => void end(0))
process.on('SIGTERM', () => void end(0))
diesWithNpm()

try {
  if (!isDev && !(await ensureBuilt())) giveUp('The build failed; what is above says why.')
  database = await openDatabase(settings, () => console.log('PostgreSQL had stopped; it is running again.'))
  server = serve(database)
  await ready()
  console.log(`\nAnteroom is ready on http://localhost:${port}`)
  if (database.isDemo) console.log(signInTable())
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  await end(1)
}

function serve({ adminUrl, secret, isDemo }: Database): ChildProcess {
  const args = isDev
    ? ['node_modules/next/dist/bin/next', 'dev', '-p', String(port)]
    : ['scripts/server.mjs', String(port)]
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: settings.NODE_ENV,
      NEXT_TELEMETRY_DISABLED: '1',
      PORT: String(port),
      DATABASE_URL: adminUrl,
      ANTEROOM_SECRET: secret,
      ANTEROOM_URL: settings.ANTEROOM_URL,
      ...(isDemo && { ANTEROOM_DEMO: 'true' }),
    },
  })
  // A server that dies by itself takes the start script with it, for whatever watches over us to start both.
  child.on('exit', (code) => {
    hasCrashed = !isEnding
    void end(code || 1)
  })
  return child
}

/** Waits until the server listens and says that it is ready. */
async function ready(): Promise<void> {
  if (!isDev) await new Promise((done) => server?.once('message', done))
  for (let tries = 0; tries < 240; tries++) {
    const answer = await fetch(`http://localhost:${port}/api/ready`).catch(() => null)
    await answer?.arrayBuffer()
    if (answer?.ok) return
    await new Promise((done) => setTimeout(done, 250))
  }
  throw new Error('The server does not become ready.')
}

/** Ends the server (it finishes what is under way), then the database if nobody else uses it. At most 15 seconds. */
async function end(code: number): Promise<void> {
  if (isEnding) return
  isEnding = true
  const child = server
  if (child && child.exitCode === null && child.signalCode === null) {
    const hasExited = new Promise((done) => child.once('exit', done))
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), DRAIN_SECONDS * 1000)
    await hasExited
    clearTimeout(timer)
  }
  // After a crash the next start finds the database running.
  if (!hasCrashed) await database?.close()
  process.exit(code)
}

/** A killed npm cannot tell us: without it, this process and its port would stay behind. */
function diesWithNpm(): void {
  if (!process.argv.includes('--under-npm')) return
  const parent = process.ppid
  const watch = () => {
    if (process.ppid === parent) return
    server?.kill('SIGKILL')
    process.exit(1)
  }
  setInterval(watch, 300).unref()
}

function signInTable(): string {
  const width = Math.max(...signIns.map(({ email }) => email.length))
  const rows = signIns.map(({ email, role }) => `  ${email.padEnd(width)}  ${role}`)
  return `\nThis is a demo: the people are made up, and all sign in with the password ${DEMO_PASSWORD}\n${rows.join('\n')}\n`
}
