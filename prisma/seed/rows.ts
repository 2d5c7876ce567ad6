import pg from 'pg'

/** Somebody who inserts: the owner, in a transaction in which `app.actor` is `system` (row-level security is forced on the owner too). */
export type Seeder = { insert: (table: string, rows: object[]) => Promise<void>; client: pg.Client }

/** Runs work as the owner in one transaction, under a lock that makes two seeds wait for each other. */
export async function asSeeder<T>(ownerUrl: string, work: (seeder: Seeder) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('BEGIN')
    await client.query(
      `SELECT set_config('app.actor', 'system', true), pg_advisory_xact_lock(hashtextextended('anteroom seed', 0))`,
    )
    const answer = await work({ client, insert: (table, rows) => insert(client, table, rows) })
    await client.query('COMMIT')
    return answer
  } finally {
    // What was not committed is rolled back by the end of the connection.
    await client.end()
  }
}

/** Inserts rows whose keys are column names; columns no row names keep their default. */
async function insert(client: pg.Client, table: string, rows: object[]): Promise<void> {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].map(pg.escapeIdentifier).join(', ')
  if (rows.length === 0) return
  const name = pg.escapeIdentifier(table)
  await client.query(
    `INSERT INTO ${name} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${name}, $1::jsonb) ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows)],
  )
}
