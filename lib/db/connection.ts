import type { Socket } from 'node:net'
import type pg from 'pg'

type Query = (...given: unknown[]) => unknown

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

type Statement = { name?: string; text: string; values?: unknown[] }

/**
 * Sends statements in one packet over a pipelining connection and answers when all are done; throws the first failure. One promise for
 * all: under Node 20 each costs what a small query does.
 */
export function sendTogether(client: pg.PoolClient, statements: Statement[]): Promise<pg.QueryResult[]> {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  return new Promise((resolve, reject) => {
    const answers: pg.QueryResult[] = []
    let failure: Error | undefined
    let open = statements.length
    const onAnswer = (index: number) => (error: Error | undefined, result: pg.QueryResult) => {
      if (error) failure ??= error
      else answers[index] = result
      open -= 1
      if (open > 0) return
      if (failure) reject(failure)
      else resolve(answers)
    }
    stream.cork()
    for (const [index, statement] of statements.entries()) client.query(statement, onAnswer(index))
    stream.uncork()
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
