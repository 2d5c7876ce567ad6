import type { Actor } from '../access/actor'
import { atOnce, type Sql, sql } from '../db/client'

type Row = { demo: boolean }
/** The owner's connection, before there is a portal: while a demo is made. */
type Owner = { query: (statement: Sql) => Promise<{ rows: Row[] }> }

const asked = sql`SELECT demo FROM deployment`

/** Whether this database is marked as the demo's. */
export async function isDemo(who: Actor | Owner): Promise<boolean> {
  const rows = 'kind' in who ? (await atOnce<[Row[]]>(who, asked))[0] : (await who.query(asked)).rows
  return rows[0]?.demo === true
}
