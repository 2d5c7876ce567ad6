import pg from 'pg'
import { type Role, rolePassword } from './urls'

const SETTINGS: Record<Role, Record<string, string>> = {
  owner: {},
  // jit: a 0.5 ms query is costed over 100,000 and compiled for 75 ms. Timeouts: security.md C7.
  app: {
    jit: 'off',
    statement_timeout: '10s',
    lock_timeout: '3s',
    idle_in_transaction_session_timeout: '15s',
  },
  worker: {
    jit: 'off',
    statement_timeout: '60s',
    lock_timeout: '5s',
    idle_in_transaction_session_timeout: '60s',
  },
  reporting: { statement_timeout: '60s', default_transaction_read_only: 'on' },
}

/**
 * The server's log never shows a row's values or what somebody typed (security.md N9). The embedded server has these of its own
 * (embedded.ts); on another they are set on our roles where we may: by a superuser, or after GRANT SET ON PARAMETER.
 */
const QUIET_LOG: Record<string, string> = {
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
}

/**
 * Makes the cluster's roles and gives the database to the owner role. Needs a superuser, or a role with CREATEROLE that owns the
 * database. Safe to repeat, and by several processes at once.
 */
export async function ensureRoles(adminUrl: string, secret: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await makeRoles(adminUrl, secret)
    } catch (error) {
      if (tries === TRIES || !isConcurrent(error)) throw error
      await new Promise((done) => setTimeout(done, 50 * tries))
    }
  }
}

const TRIES = 10

/** Roles are the cluster's and the lock below a database's: another database of the cluster may be starting too. */
function isConcurrent(error: unknown): boolean {
  return error instanceof Error && error.message === 'tuple concurrently updated'
}

async function makeRoles(adminUrl: string, secret: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query('BEGIN')
    // The lock of the migrations: they change the same rows of the catalogue.
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('anteroom migrations', 0))`)
    await ensureRole(client, 'anteroom_gate', 'NOLOGIN')
    const quiet = await settableOf(client, QUIET_LOG)
    for (const role of ['owner', 'app', 'worker', 'reporting'] as const) {
      const name = `anteroom_${role}`
      // NOINHERIT: the owner may hand functions to the gate, but does not see through its policies.
      await ensureRole(client, name, 'LOGIN NOINHERIT')
      await client.query(`ALTER ROLE ${name} PASSWORD ${pg.escapeLiteral(rolePassword(role, secret))}`)
      for (const [setting, value] of [...Object.entries(SETTINGS[role]), ...quiet])
        await client.query(`ALTER ROLE ${name} SET ${setting} = ${pg.escapeLiteral(value)}`)
    }
    await client.query('GRANT anteroom_gate, anteroom_worker TO anteroom_owner')
    await ensureDatabase(client)
    await client.query('COMMIT')
  } finally {
    await client.end()
  }
}

/** Those of some settings that we may set on a role. */
async function settableOf(client: pg.Client, settings: Record<string, string>): Promise<[string, string][]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT name FROM pg_settings WHERE name = ANY ($1) AND (context = 'user' OR has_parameter_privilege(name, 'SET'))`,
    [Object.keys(settings)],
  )
  return Object.entries(settings).filter(([setting]) => rows.some(({ name }) => name === setting))
}

async function ensureRole(client: pg.Client, name: string, attributes: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name])
  if (!rowCount) await client.query(`CREATE ROLE ${name} ${attributes}`)
}

async function ensureDatabase(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; owned: boolean }>(
    `SELECT datname AS name, pg_get_userbyid(datdba) = 'anteroom_owner' AS owned FROM pg_database WHERE datname = current_database()`,
  )
  const database = rows[0]
  if (!database) return
  const name = pg.escapeIdentifier(database.name)
  await client.query('GRANT anteroom_owner TO CURRENT_USER')
  if (!database.owned) await client.query(`ALTER DATABASE ${name} OWNER TO anteroom_owner`)
  await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`)
  await client.query(`GRANT CONNECT ON DATABASE ${name} TO anteroom_app, anteroom_worker, anteroom_reporting`)
  await client.query('SET LOCAL ROLE anteroom_owner')
  await client.query('REVOKE ALL ON SCHEMA public FROM PUBLIC')
  await client.query(
    'GRANT USAGE ON SCHEMA public TO anteroom_app, anteroom_worker, anteroom_reporting, anteroom_gate',
  )
}
