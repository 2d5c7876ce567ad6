import pg from 'pg'

export type Statement = { text: string; values: unknown[] }
type Query = (this: pg.Client, config: unknown, values?: unknown, done?: unknown) => unknown

// For every connection made from now on, whoever makes it: a pool may keep the method it found when it connected.
const listening = new Set<Statement[]>()
const client = pg.Client.prototype as unknown as { query: Query }
const query = client.query
client.query = function (config, values, done) {
  const statements = statementsOf(config, values)
  for (const one of listening) one.push(...statements)
  return query.call(this, config, values, done)
}

/** Everything that is sent to PostgreSQL by this process while `work` runs, in order. Import this file before anything connects. */
export async function heard(work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = []
  listening.add(statements)
  try {
    await work()
  } finally {
    listening.delete(statements)
  }
  return statements
}

/** The last transaction among them. */
export function lastTransaction(statements: Statement[]): Statement[] {
  const begin = statements.map(({ text }) => text).lastIndexOf('BEGIN')
  const commit = statements.findIndex(({ text }, n) => n > begin && text === 'COMMIT')
  return statements.slice(begin, commit + 1)
}

/** What is sent together is a transaction (lib/db/one-transaction.ts): it is heard as one. */
function statementsOf(config: unknown, values: unknown): Statement[] {
  const given = (typeof config === 'string' ? { text: config, values } : config) as Partial<Statement> & {
    statements?: Statement[]
  }
  if (given.statements)
    return [{ text: 'BEGIN', values: [] }, ...given.statements, { text: 'COMMIT', values: [] }]
  return [{ text: given.text ?? '', values: Array.isArray(given.values) ? given.values : [] }]
}
