import type { EventEmitter } from 'node:events'
import pg from 'pg'
import utils from 'pg/lib/utils'

/** `name`: the prepared statement that PostgreSQL and this connection keep of the text. */
export type Statement = { name: string; text: string; values: unknown[] }

/**
 * Runs statements as one transaction, in one packet each way, and answers the rows of each; throws the first failure, after which nothing
 * was done. No BEGIN and no COMMIT: what stands before one Sync is one transaction (PostgreSQL's manual, Extended Query, "Pipelining"). And a
 * statement that the connection has prepared is not described again. pg by itself sends a Sync, and reads an answer, for each.
 */
export function inOneTransaction(client: pg.PoolClient, statements: Statement[]): Promise<unknown[][]> {
  return new Promise((resolve, reject) => {
    client.query(
      new OneTransaction(
        // Before anything is sent: what cannot be written must not leave half a packet behind.
        statements.map((statement) => ({ ...statement, values: statement.values.map(utils.prepareValue) })),
        (failure, rows) => (failure ? reject(failure) : resolve(rows)),
      ),
    )
  })
}

type Done = (failure: Error | null, rows: unknown[][]) => void

/** What pg's client asks of anything it is given to run. */
class OneTransaction implements pg.Submittable {
  private readonly rows: unknown[][]
  private line: Line | undefined
  private at = 0

  constructor(
    private readonly statements: Statement[],
    private readonly done: Done,
  ) {
    this.rows = statements.map(() => [])
  }

  submit(connection: unknown): void {
    const { stream } = connection as Connection
    this.line = lineOf(connection as Connection)
    stream.cork()
    for (const statement of this.statements) this.line.send(statement)
    ;(connection as Connection).sync()
    stream.uncork()
  }

  handleRowDescription({ fields }: { fields: unknown[] }): void {
    this.line?.read(this.answering, fields)
  }

  handleDataRow({ fields }: { fields: unknown[] }): void {
    this.rows[this.at]?.push(this.line?.readers.get(this.answering)?.parseRow(fields))
  }

  handleCommandComplete(): void {
    this.line?.known.add(this.answering)
    this.at += 1
  }

  handleError(failure: Error): void {
    this.line?.forgetUnparsed()
    this.done(failure, [])
  }

  handleReadyForQuery(): void {
    this.done(null, this.rows)
  }

  /** Of the statement that is being answered. Not `name`: by that pg would keep its own list of what is prepared. */
  private get answering(): string {
    return this.statements[this.at]?.name ?? ''
  }
}

/** The parts of pg's connection and of its result that its types leave out. */
type Connection = EventEmitter & {
  stream: { cork: () => void; uncork: () => void }
  parse: (asked: { name: string; text: string }) => void
  bind: (asked: { statement: string; values: unknown[] }) => void
  describe: (asked: { type: 'P'; name: string }) => void
  execute: (asked: object) => void
  sync: () => void
}
type Reader = { addFields: (fields: unknown[]) => void; parseRow: (fields: unknown[]) => unknown }
const { Result } = pg as unknown as { Result: new () => Reader }

/** What a connection has prepared, by name. */
class Line {
  /** Statements that ran to their end at least once: PostgreSQL has said how their rows look. */
  readonly known = new Set<string>()
  readonly readers = new Map<string, Reader>()
  private readonly parsed = new Set<string>()
  private readonly unparsed: string[] = []

  constructor(private readonly connection: Connection) {
    connection.on('parseComplete', () => this.unparsed.shift())
  }

  send({ name, text, values }: Statement): void {
    if (!this.parsed.has(name)) {
      this.parsed.add(name)
      this.unparsed.push(name)
      this.connection.parse({ name, text })
    }
    this.connection.bind({ statement: name, values })
    if (!this.known.has(name)) this.connection.describe({ type: 'P', name: '' })
    this.connection.execute({})
  }

  read(name: string, fields: unknown[]): void {
    const reader = new Result()
    reader.addFields(fields)
    this.readers.set(name, reader)
  }

  /** After a failure PostgreSQL skips all up to the Sync. */
  forgetUnparsed(): void {
    for (const name of this.unparsed.splice(0)) this.parsed.delete(name)
  }
}

// The build has this module several times, the process its connections once.
const kept = globalThis as { anteroomLines?: WeakMap<Connection, Line> }
kept.anteroomLines ??= new WeakMap()
const lines = kept.anteroomLines

function lineOf(connection: Connection): Line {
  const line = lines.get(connection) ?? new Line(connection)
  lines.set(connection, line)
  return line
}
