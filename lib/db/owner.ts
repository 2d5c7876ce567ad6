import pg from 'pg'

/** Runs a statement and gives its rows. */
export type Query = <R extends object>(statement: string, values?: unknown[]) => Promise<R[]>

/**
 * Reads as the owner of the tables, acting for the system, in one read-only transaction that sees one moment. For command lines that look
 * at everything (the audit verifier); the portal never does.
 */
export async function readAsOwner<T>(ownerUrl: string, work: (query: Query) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await client.query(
      `SELECT set_config('app.actor', 'system', true), set_config('work_mem', '128MB', true)`,
    )
    return await work(async (statement, values) => (await client.query(statement, values)).rows)
  } finally {
    await client.end()
  }
}
