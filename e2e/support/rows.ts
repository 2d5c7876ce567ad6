import type { Portal } from './portal'

/** What each table holds now: a digest by table. Two that are equal are two databases that are equal. */
export async function rowsNow(portal: Portal): Promise<Record<string, string>> {
  const tables = await portal.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT relispartition
     UNION ALL SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'p' ORDER BY 1`,
  )
  const digests = await Promise.all(
    tables.map(({ name }) => portal.query<{ digest: string }>(statementFor(name))),
  )
  return Object.fromEntries(tables.map(({ name }, n) => [name, digests[n]?.[0]?.digest ?? '']))
}

/** Sequences are left out: a number that was drawn is not a row. */
function statementFor(table: string): string {
  const row = (LEFT_OUT[table] ?? []).reduce((json, column) => `${json} - '${column}'`, `to_jsonb(t)`)
  return `SELECT count(*) || ' rows ' || md5(coalesce(string_agg((${row})::text, E'\\n' ORDER BY (${row})::text), '')) AS digest FROM ${table} t`
}

/** A session's last-seen moves with its owner's own deeds. */
const LEFT_OUT: Record<string, string[]> = { session: ['last_seen_at'] }

/** Every row of every table as text, the queue's too: what a dump would say. */
export async function everythingIn(portal: Portal): Promise<string> {
  const tables = await portal.query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class
     WHERE relkind = 'r' AND relnamespace::regnamespace::text !~ '^(pg_|information_schema)' ORDER BY 1`,
  )
  const rows: string[] = []
  for (const { name } of tables)
    rows.push(
      ...(await portal.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)).map((it) => it.row),
    )
  return rows.join('\n')
}
