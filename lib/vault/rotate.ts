import { actors } from '../access/actor'
import { auditStatement } from '../audit/record'
import { now } from '../clock'
import type { Ask } from '../db/ask'
import { nameSql, sql } from '../db/client'
import type { EventName } from '../events'
import { jobStatement } from '../jobs/enqueue'
import { SEALED_COLUMNS } from './columns'
import { findKeepers, keeperToWrap } from './keepers'
import { addKey, type KeyRow, nameOf, readKeys, unwrap } from './keys'

/** How long every process has to read of a new key before it is used; they read every five seconds. */
const LEAD_MS = 60_000
/** From then on every worker knows that the new key is the current one. */
const WALK_AFTER_MS = LEAD_MS + 10_000
/**
 * How long a key stays after it was succeeded, whatever uses it: longer than a draft lives in a browser (lib/actions/draft.ts), than a process
 * seals without having read the ring, and than any transaction takes.
 */
const REMOVABLE_AFTER_MS = 60 * 60_000

/** What of a sealed column is under which key, and how far the last rotation got. */
export type ColumnStatus = {
  column: string
  keys: { id: string; values: number }[]
  progress: { keyId: string; resealed: number; finishedAt: Date | null } | null
}

/** The rest is a command line's deeds: each in one transaction of the worker, which nobody else's can be in the middle of. */

/** Adds the next key, current from a minute on, and the job that seals everything anew under it. */
export async function rotate(ask: Ask): Promise<{ id: string; usableFrom: Date }> {
  await aloneWith(ask)
  const [newest] = await ask<{ n: number }>(
    sql`SELECT max(substr(id, 2)::int) AS n FROM vault_key WHERE purpose = 'seal'`,
  )
  const id = `k${(newest?.n ?? 0) + 1}`
  const usableFrom = new Date(now().getTime() + LEAD_MS)
  await addKey(ask, id, 'seal', usableFrom)
  const runAt = new Date(now().getTime() + WALK_AFTER_MS)
  await ask(jobStatement({ name: 'vault.reseal', payload: {}, key: `vault.reseal ${id}`, runAt }))
  await note(ask, 'vault.rotated', [id])
  return { id, usableFrom }
}

/** Wraps every data key under the configured key, whatever it was wrapped under before. Returns the ids of those that were. */
export async function exchange(ask: Ask): Promise<string[]> {
  await aloneWith(ask)
  const { all } = await findKeepers()
  const keeper = await keeperToWrap()
  const rows = (await readKeys(ask)).filter((row) => row.kek_id !== keeper.id)
  for (const row of rows) {
    const wrapped = await keeper.wrap(await unwrap(row, all), nameOf(row))
    await ask(sql`UPDATE vault_key SET wrapped = ${wrapped}, kek_id = ${keeper.id} WHERE id = ${row.id}`)
  }
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) await note(ask, 'vault.exchanged', ids)
  return ids
}

/** Forgets a key for good. Throws, saying why, where something may still need it. */
export async function remove(ask: Ask, id: string): Promise<void> {
  await aloneWith(ask)
  const why = await whyNotRemove(ask, id)
  if (why) throw new Error(why)
  await ask(sql`UPDATE vault_key SET wrapped = NULL, removed_at = ${now()} WHERE id = ${id}`)
  await note(ask, 'vault.removed', [id])
}

/** Why a key cannot be removed, or null. */
export async function whyNotRemove(ask: Ask, id: string): Promise<string | null> {
  const keys = (await readKeys(ask)).filter(({ purpose }) => purpose === 'seal')
  const at = keys.findIndex((key) => key.id === id)
  if (at < 0) return `${id} is not a key that seals.`
  const successor = keys[at + 1]
  if (!successor) return `${id} is the newest key.`
  const from = new Date(successor.usable_from.getTime() + REMOVABLE_AFTER_MS)
  if (now() < from) return `${id} is kept until ${from.toISOString()}.`
  const users = (await columnStatus(ask)).flatMap(({ column, keys: used }) =>
    used.filter((key) => key.id === id).map(({ values }) => `${values} values in ${column}`),
  )
  return users.length > 0 ? `${id} is still used by ${users.join(', ')}.` : null
}

/** Every sealed column: how many values are under which key. Looks at every row. */
export async function columnStatus(ask: Ask): Promise<ColumnStatus[]> {
  const status: ColumnStatus[] = []
  for (const { table, column } of SEALED_COLUMNS) {
    const name = nameSql(column)
    const keys = await ask<{ id: string; values: number }>(
      sql`SELECT split_part(left(${name}, 32), '.', 2) AS id, count(*)::int AS "values" FROM ${nameSql(table)}
        WHERE ${name} IS NOT NULL GROUP BY 1 ORDER BY 1`,
    )
    const [progress] = await ask<{ keyId: string; resealed: number; finishedAt: Date | null }>(
      sql`SELECT key_id AS "keyId", resealed, finished_at AS "finishedAt" FROM vault_progress WHERE column_name = ${`${table}.${column}`}`,
    )
    status.push({ column: `${table}.${column}`, keys, progress: progress ?? null })
  }
  return status
}

async function aloneWith(ask: Ask): Promise<void> {
  await ask(sql`SELECT pg_advisory_xact_lock(hashtextextended('anteroom vault', 0))`)
}

async function note(ask: Ask, event: EventName, keys: KeyRow['id'][]): Promise<void> {
  await ask(
    auditStatement(actors.system(), event, { clinicId: null, subject: 'vault_key', detail: { keys } }),
  )
}
