import pg from 'pg'
import { vi } from 'vitest'

const fault = { at: 0, count: 0, on: false }
type Query = (this: pg.Client, ...given: unknown[]) => unknown
const query = pg.Client.prototype.query as unknown as Query

const orFault: Query = function (...given) {
  const [statement, ...rest] = given
  const text = typeof statement === 'string' ? statement : (statement as { text?: string } | undefined)?.text
  // What begins and ends a transaction is PostgreSQL's own affair.
  if (!fault.on || /^(BEGIN|COMMIT|ROLLBACK)/i.test(text ?? '')) return query.apply(this, given)
  fault.count += 1
  if (fault.count !== fault.at) return query.apply(this, given)
  // As it was asked, so it fails: to a callback or to a promise.
  const broken = `SELECT 'fault at statement ${fault.count}'::int`
  const callbacks = rest.filter((one) => typeof one === 'function')
  return query.apply(this, [typeof statement === 'string' ? broken : { text: broken }, ...callbacks])
}
// Before the first connection, which keeps the function it finds.
vi.spyOn(pg.Client.prototype, 'query').mockImplementation(orFault as never)

/** Runs a deed with the n-th of its statements failing in the database (0: none). Whether it said that it was done, and how many there were. */
export async function withFaultAt(
  n: number,
  deed: () => Promise<unknown>,
): Promise<{ done: boolean; statements: number }> {
  Object.assign(fault, { at: n, count: 0, on: true })
  try {
    await deed()
    return { done: true, statements: fault.count }
  } catch (error) {
    if (n === 0) throw error
    return { done: false, statements: fault.count }
  } finally {
    fault.on = false
  }
}
