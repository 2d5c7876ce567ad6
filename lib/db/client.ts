import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { Prisma, PrismaClient } from '../../generated/prisma/client'
import { type Actor, actorSetting } from '../access/actor'
import { now } from '../clock'
import { env } from '../env'
import { refusal } from '../errors'
import { keepHonest } from './connection'
import { isRetryable, refusalOf } from './faults'
import { inOneTransaction } from './one-transaction'
import { databaseUrl } from './urls'

/** The only database handle a domain ever holds: a transaction in which who is asking has been said. */
export type Tx = Prisma.TransactionClient
/** A piece of parameterised SQL: sql`… ${value} …`. */
export type Sql = Prisma.Sql
export const sql = Prisma.sql
export const joinSql = Prisma.join
export const emptySql = Prisma.empty

/** The name of a table or a column of ours, as SQL. Throws at what could be anything else. */
export function nameSql(name: string): Sql {
  if (!/^[a-z_]+$/.test(name)) throw new Error('not a name of ours')
  return Prisma.raw(name)
}

const ATTEMPTS = 3
/** How long one step of a request waits for a connection. */
const CONNECTION_WAIT_MS = 3000
/** From when on none of its steps does: with what a step may take once it has one, nobody waits 10 s for an answer (security.md C6). */
const REQUEST_WAIT_MS = 4500
/** What is always granted, because a connection may have to be made. */
const LEAST_WAIT_MS = 200

/**
 * Runs work in one transaction as the actor: row-level security sees `app.actor` from the first statement on. Retries the whole on a
 * deadlock (3 times, with jitter). Database faults that mean something to a person come out as refusals. Never catch inside `work` and go
 * on: PostgreSQL has rolled back and Prisma would report success (security.md, finding 3).
 */
export async function asActor<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { prisma } = connections(actor)
  return retrying(() =>
    prisma.$transaction(
      async (tx) => {
        await tx.$executeRaw`SELECT set_config('app.actor', ${actorSetting(actor)}, true)`
        return work(tx)
      },
      { maxWait: patience(actor), timeout: 9000 },
    ),
  )
}

/**
 * The same for a fixed list of statements, sent together: one transaction in one round trip, about five times the rate.
 * For the hot paths (slots, booking, day). Returns the rows of each statement.
 */
export async function atOnce<R extends unknown[][] = unknown[][]>(
  actor: Actor,
  ...statements: Sql[]
): Promise<R> {
  const { hot } = connections(actor)
  return retrying(async () => {
    const client = await borrow(hot, actor)
    let broken: Error | undefined
    try {
      const [, ...answers] = await inOneTransaction(client, [
        { name: 'who', text: `SELECT set_config('app.actor', $1, true)`, values: [actorSetting(actor)] },
        ...statements.map(({ text, values }) => ({ name: nameOf(text), text, values })),
      ])
      return answers as R
    } catch (error) {
      // A connection that failed in mid-flight may be in any state: it is not given back.
      if (refusalOf(error)?.code === 'database_down') broken = error as Error
      throw error
    } finally {
      client.release(broken)
    }
  })
}

/** Whether the database answers and has every migration of this build. */
export async function isReady(latestMigration: string): Promise<boolean> {
  const { hot } = forRole('app')
  const { rows } = await hot.query<{ there: boolean }>(
    'SELECT EXISTS (SELECT FROM _prisma_migrations WHERE migration_name = $1 AND finished_at IS NOT NULL) AS there',
    [latestMigration],
  )
  return rows[0]?.there === true
}

/** The app role's pool, for rate-limiter-flexible, whose table names nobody. */
export function limiterPool(): pg.Pool {
  return forRole('app').other
}

/** Ends every connection of this process. */
export async function disconnect(): Promise<void> {
  const open = [...held.values()]
  held.clear()
  await Promise.all(
    open.map(async ({ prisma, hot, other }) => {
      await prisma.$disconnect()
      await Promise.all([hot.end(), other.end()])
    }),
  )
}

/** Two pools, so that screens that take their time never take the connections of the hot paths. */
type Connections = { prisma: PrismaClient; hot: pg.Pool; other: pg.Pool }
// Survives the reloads of development.
const kept = globalThis as { anteroomConnections?: Map<string, Connections> }
kept.anteroomConnections ??= new Map()
const held = kept.anteroomConnections

const connections = (actor: Actor): Connections => forRole(actor.kind === 'system' ? 'worker' : 'app')

function forRole(role: 'app' | 'worker'): Connections {
  const before = held.get(role)
  if (before) return before
  const connectionString = databaseUrl(role)
  const common = {
    connectionString,
    max: env.DATABASE_POOL,
    connectionTimeoutMillis: CONNECTION_WAIT_MS,
    idleTimeoutMillis: 30_000,
    application_name: `anteroom ${role}`,
  }
  const [hot, other] = [new pg.Pool(common), new pg.Pool(common)]
  for (const pool of [hot, other]) keepHonest(pool)
  const made = {
    hot,
    other,
    prisma: new PrismaClient({ adapter: new PrismaPg(other), log: [], errorFormat: 'minimal' }),
  }
  held.set(role, made)
  return made
}

/** Milliseconds that the actor may still wait for a connection. */
function patience({ via: { arrivedAt } }: Actor): number {
  if (arrivedAt === undefined) return CONNECTION_WAIT_MS
  const left = arrivedAt + REQUEST_WAIT_MS - now().getTime()
  return Math.max(LEAST_WAIT_MS, Math.min(CONNECTION_WAIT_MS, left))
}

/** A connection of the pool. Refuses with `busy` when the actor's patience ends before one is free. */
async function borrow(pool: pg.Pool, actor: Actor): Promise<pg.PoolClient> {
  const borrowed = pool.connect()
  const left = patience(actor)
  // The pool itself waits no longer than this.
  if (left === CONNECTION_WAIT_MS) return borrowed
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => {
      refuse(refusal('busy'))
      // What comes too late goes back.
      borrowed.then((client) => client.release()).catch(() => {})
    }, left)
  })
  return Promise.race([borrowed, tooLong]).finally(() => clearTimeout(timer))
}

const names = new Map<string, string>()
/** A name per statement text, so that PostgreSQL keeps its plan. */
function nameOf(text: string): string {
  let name = names.get(text)
  if (!name) {
    name = createHash('sha1').update(text).digest('hex').slice(0, 16)
    names.set(text, name)
  }
  return name
}

async function retrying<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (!isRetryable(error) || tries === ATTEMPTS) throw refusalOf(error) ?? error
      await new Promise((done) => setTimeout(done, 10 + Math.random() * 40 * tries))
    }
  }
}
