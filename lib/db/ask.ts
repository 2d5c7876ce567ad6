import pg from 'pg'
import type { Actor } from '../access/actor'
import { atOnce, type Sql } from './client'

/** Runs one statement and gives its rows: over the portal's connections, or over one of a command line's own. */
export type Ask = <R extends object>(statement: Sql) => Promise<R[]>

/** Asks as the actor, each statement in a transaction of its own. */
export function asking(actor: Actor): Ask {
  return async <R extends object>(statement: Sql) => (await atOnce<[R[]]>(actor, statement))[0]
}

/** Asks over a connection that somebody else looks after. */
export function askingOver(client: pg.Client): Ask {
  return async ({ text, values }) => (await client.query(text, values)).rows
}

/** Works over a connection of its own, acting for the system, in one transaction. For command lines, seeds and the tests' set-up. */
export async function asSystem<T>(url: string, work: (ask: Ask) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('BEGIN')
    await client.query(`SELECT set_config('app.actor', 'system', true)`)
    const answer = await work(askingOver(client))
    await client.query('COMMIT')
    return answer
  } finally {
    // What was not committed is rolled back by the end of the connection.
    await client.end()
  }
}
