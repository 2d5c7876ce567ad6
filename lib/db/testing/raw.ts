import pg from 'pg'
import { env } from '../../env'
import { type Role, roleUrl } from '../urls'

/** `superuser` bypasses row-level security: only for looking at the truth, and for tampering with it. */
export type RawRole = Role | 'superuser'
type Rows = Record<string, unknown>[]

/**
 * Raw SQL as a role, in one transaction, with `app.actor` set to `actor` (`null`: nobody says who is asking). Returns the last statement's
 * rows. `values` only with a single statement.
 */
export async function rawAs<R extends object = Rows[number]>(
  role: RawRole,
  actor: string | null,
  statement: string,
  values?: unknown[],
): Promise<R[]> {
  const client = await poolOf(role).connect()
  try {
    await client.query('BEGIN')
    if (actor !== null) await client.query(`SELECT set_config('app.actor', $1, true)`, [actor])
    const answer: pg.QueryResult | pg.QueryResult[] = await client.query(statement, values)
    await client.query('COMMIT')
    return (Array.isArray(answer) ? answer.at(-1)?.rows : answer.rows) as R[]
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

/** Raw SQL as the owner of the tables acting for the system: what migrations and the seed are. */
export function ownerQuery<R extends object = Rows[number]>(
  statement: string,
  values?: unknown[],
): Promise<R[]> {
  return rawAs<R>('owner', 'system', statement, values)
}

/** A connection string of this test file's database. */
export function urlFor(role: RawRole): string {
  if (!env.DATABASE_URL || !env.ANTEROOM_SECRET) throw new Error('setup.ts has not run')
  return role === 'superuser' ? env.DATABASE_URL : roleUrl(role, env.DATABASE_URL, env.ANTEROOM_SECRET)
}

const pools = new Map<RawRole, pg.Pool>()

function poolOf(role: RawRole): pg.Pool {
  const before = pools.get(role)
  if (before) return before
  const made = new pg.Pool({ connectionString: urlFor(role), max: 4, idleTimeoutMillis: 2000 })
  made.on('error', () => {})
  pools.set(role, made)
  return made
}

/** Ends the connections of this file; setup.ts calls it. */
export async function disconnectRaw(): Promise<void> {
  const open = [...pools.values()]
  pools.clear()
  await Promise.all(open.map((pool) => pool.end()))
}
