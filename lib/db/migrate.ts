import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { ensureRoles } from './roles'
import { roleUrl } from './urls'

const FOLDER = join(process.cwd(), 'prisma', 'migrations')

/**
 * Brings a database up to date: roles, then each SQL migration in a transaction of its own, under an advisory lock, so that any number of
 * instances may start at once. Keeps Prisma's own ledger (`_prisma_migrations`), so its CLI agrees. Returns the names applied.
 * Refuses (throws) where an applied migration was edited.
 */
export async function migrateDatabase(adminUrl: string, secret: string): Promise<string[]> {
  await ensureRoles(adminUrl, secret)
  const applied = await withOwner(roleUrl('owner', adminUrl, secret), (client) => applyMissing(client))
  await installJobs(adminUrl, secret)
  return applied
}

/** Undoes the last `count` migrations with the script beside each, newest first. Returns their names. */
export async function rollBack(ownerUrl: string, count: number): Promise<string[]> {
  return withOwner(ownerUrl, async (client) => {
    const undone = [...(await readLedger(client)).keys()].sort().reverse().slice(0, count)
    for (const name of undone)
      await inTransaction(client, async () => {
        await client.query(readFileSync(join(FOLDER, name, 'down.sql'), 'utf8'))
        await client.query('DELETE FROM _prisma_migrations WHERE migration_name = $1', [name])
      })
    return undone
  })
}

/** Applies what is missing, as the owner. */
export async function rollForward(ownerUrl: string): Promise<string[]> {
  return withOwner(ownerUrl, applyMissing)
}

/** The migrations on disk, oldest first. */
export function listMigrations(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => existsSync(join(FOLDER, name, 'migration.sql')))
    .sort()
}

async function applyMissing(client: pg.Client): Promise<string[]> {
  await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL,
    finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count int NOT NULL DEFAULT 0)`)
  await client.query('GRANT SELECT ON _prisma_migrations TO anteroom_app')
  const ledger = await readLedger(client)
  const applied: string[] = []
  for (const name of listMigrations()) {
    const sql = readFileSync(join(FOLDER, name, 'migration.sql'), 'utf8')
    const checksum = createHash('sha256').update(sql).digest('hex')
    const before = ledger.get(name)
    if (before && before !== checksum) throw new Error(`Migration ${name} was edited after it was applied`)
    if (before) continue
    await inTransaction(client, async () => {
      await client.query(sql)
      await client.query(
        'INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count) VALUES ($1, $2, now(), $3, 1)',
        [randomUUID(), checksum, name],
      )
    })
    applied.push(name)
  }
  return applied
}

async function readLedger(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'SELECT migration_name AS name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  )
  return new Map(rows.map((row) => [row.name, row.checksum]))
}

/** graphile-worker keeps its own schema; it is the worker role's, and that role may make a schema only while this runs. */
async function installJobs(adminUrl: string, secret: string): Promise<void> {
  await withOwner(roleUrl('owner', adminUrl, secret), async (client) => {
    const database = pg.escapeIdentifier(new URL(adminUrl).pathname.slice(1))
    await client.query(`GRANT CREATE ON DATABASE ${database} TO anteroom_worker`)
    await runMigrations({ connectionString: roleUrl('worker', adminUrl, secret) })
    await client.query(`REVOKE CREATE ON DATABASE ${database} FROM anteroom_worker`)
  })
}

async function withOwner<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`SELECT pg_advisory_lock(hashtextextended('anteroom migrations', 0))`)
    return await work(client)
  } finally {
    await client.end()
  }
}

async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN')
  try {
    await work()
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}
