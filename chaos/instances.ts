import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startEmbedded } from '../lib/db/embedded'
import { call, pause } from './http'

/** One server process of the production build. */
export type Instance = {
  port: number
  /** Its resident memory now, in MiB (Linux). */
  memory: () => number
  kill: () => Promise<void>
  drain: () => Promise<{ code: number | null; ms: number }>
  start: () => Promise<void>
}

/** Starts the production server on a port over a database, and can end it in any way and start it again. Answers when it is ready. */
export async function startInstance(
  port: number,
  databaseUrl: string,
  secret: string,
  dataDir: string,
  more: Record<string, string> = {},
): Promise<Instance> {
  let child: ChildProcess
  const log = openSync(join(dataDir, `app-${port}.log`), 'a')
  const start = async () => {
    child = spawn(process.execPath, ['scripts/server.mjs', String(port)], {
      stdio: ['ignore', log, log],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: String(port),
        DATABASE_URL: databaseUrl,
        ANTEROOM_SECRET: secret,
        ANTEROOM_DATA_DIR: dataDir,
        ANTEROOM_DEMO: 'true',
        ANTEROOM_WORKER: 'embedded',
        DATABASE_POOL: '8',
        LOG_LEVEL: 'warn',
        // Every client of a load test has one address.
        RATE_LIMIT_MULTIPLIER: '100000',
        ...more,
      },
    })
    for (let tries = 0; tries < 300; tries++) {
      if ((await call({ port, path: '/api/ready', keepAlive: false })).status === 200) return
      if (child.exitCode !== null) break
      await pause(100)
    }
    throw new Error(`The instance on ${port} does not become ready; see ${dataDir}/app-${port}.log`)
  }
  const ended = () =>
    new Promise<void>((done) =>
      child.exitCode !== null || child.signalCode !== null ? done() : child.once('exit', () => done()),
    )
  // Whatever becomes of this process, the server goes with it.
  process.on('exit', () => child.kill('SIGKILL'))
  await start()
  return {
    port,
    start,
    memory: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended()
    },
    drain: async () => {
      const started = performance.now()
      child.kill('SIGTERM')
      await ended()
      return { code: child.exitCode, ms: performance.now() - started }
    },
  }
}

/** Kills every process of the embedded server in a folder at once, as a power cut would; nothing is written any more. */
export function killPostgres(dataDir: string): void {
  const [postmaster = ''] = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', postmaster], { encoding: 'utf8' })
    .split(/\s+/)
    .filter(Boolean)
  for (const pid of [postmaster, ...children]) {
    try {
      process.kill(Number(pid), 'SIGKILL')
    } catch {
      // It ended by itself when its parent did.
    }
  }
}

/** Starts it again; answers when it accepts connections. */
export async function restartPostgres(dataDir: string): Promise<void> {
  await startEmbedded(dataDir)
}
