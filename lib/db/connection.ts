import pg from 'pg'
import { databaseUrl } from './urls'

type Query = (...given: unknown[]) => unknown

/**
 * Connections of the worker role, for the queue. Ours, because the queue stops listening to its own before it ends it: a connection that is
 * cut just then would end the process.
 */
export function workerPool(max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl('worker'), max })
  keepHonest(pool)
  return pool
}

/**
 * Makes every connection of a pool say what pg and Prisma keep to themselves: a COMMIT that PostgreSQL answered with ROLLBACK, because a
 * statement before it had failed and somebody swallowed the error (security.md C9), throws as 25P02. And one that is cut while it is lent
 * out is the borrower's business, through the query that fails, not the end of the process.
 */
export function keepHonest(pool: pg.Pool): void {
  // An idle connection that dies is the pool's business.
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    client.on('error', () => {})
    const query = client.query.bind(client) as Query
    Object.assign(client, {
      query: (...given: unknown[]) => {
        const answer = query(...given)
        return isCommit(given[0]) && answer instanceof Promise ? answer.then(committed) : answer
      },
    })
  })
}

function isCommit(statement: unknown): boolean {
  const text = typeof statement === 'string' ? statement : (statement as { text?: unknown } | undefined)?.text
  return text === 'COMMIT'
}

function committed(result: pg.QueryResult): pg.QueryResult {
  if (result.command === 'ROLLBACK')
    throw Object.assign(new Error('a statement of this transaction had failed: nothing was committed'), {
      code: '25P02',
    })
  return result
}
