import type { SystemActor } from '../access/actor'
import { now } from '../clock'
import { asking } from '../db/ask'
import { asActor, atOnce, emptySql, joinSql, nameSql, type Sql, sql } from '../db/client'
import { enqueue } from '../jobs/enqueue'
import { log } from '../log'
import { type Place, SEALED_COLUMNS, type SealedColumn } from './columns'
import { openVault } from './keys'
import { currentKey, heldKeys } from './ring'
import { open, seal } from './seal'

const BATCH = 100
/** A job must end well within five minutes (lib/jobs/abandoned.ts). */
const RUN_MS = 60_000
/** By then every transaction that was open has ended: what it put behind the walk is found by the next. */
const AGAIN_MS = 60_000

/** How far the walk through a column is. `after`: the key of the last row that was looked at. */
type Progress = { after: string[]; finished_at: Date | null }
type Row = { key: string[]; sealed: string }
/** A walk through one column: what was sealed under `older` is sealed under `keyId`. */
type Walk = { actor: SystemActor; column: SealedColumn; keyId: string; older: string[] }

/**
 * Seals under the current key what older keys of the ring sealed, column by column and row by row in the order of their keys, some a
 * transaction; what somebody writes meanwhile stays as they wrote it. Goes on where it was, however it ended; after a minute it asks for the
 * next run itself. What does not open is left as it is and counted in the log.
 */
export async function reseal(actor: SystemActor): Promise<void> {
  await openVault(asking(actor))
  const current = currentKey('seal')
  const older = heldKeys()
    .filter(({ purpose, usableFrom }) => purpose === 'seal' && usableFrom < current.usableFrom)
    .map(({ id }) => id)
  if (older.length === 0) return
  const until = performance.now() + RUN_MS
  let resealed = 0
  for (const column of SEALED_COLUMNS) {
    const walk = { actor, column, keyId: current.id, older }
    let after = await begin(walk)
    while (after) {
      if (performance.now() > until) return goOn(actor, now())
      const batch = await resealBatch(walk, after)
      resealed += batch.resealed
      after = batch.after
    }
  }
  if (resealed > 0) await goOn(actor, new Date(now().getTime() + AGAIN_MS))
}

/** Where the walk is to go on: at the beginning where there is none for this key, or where it has ended and something was left behind. Null: all done. */
async function begin(walk: Walk): Promise<string[] | null> {
  const { actor, column, keyId } = walk
  const [, [progress]] = await atOnce<[object[], Progress[]]>(
    actor,
    sql`INSERT INTO vault_progress AS p (column_name, key_id, after, started_at) VALUES (${nameOf(column)}, ${keyId}, '{}', ${now()})
      ON CONFLICT (column_name) DO UPDATE SET key_id = excluded.key_id, after = '{}', resealed = 0, started_at = excluded.started_at, finished_at = NULL
      WHERE p.key_id <> excluded.key_id`,
    sql`SELECT after, finished_at FROM vault_progress WHERE column_name = ${nameOf(column)}`,
  )
  if (progress && !progress.finished_at) return progress.after
  return (await nextRows(walk, [], 1)).length > 0 ? [] : null
}

/** The next rows after one, with how far that gets us: null where there are no more. */
async function resealBatch(
  walk: Walk,
  before: string[],
): Promise<{ resealed: number; after: string[] | null }> {
  const { actor, column } = walk
  const rows = await nextRows(walk, before, BATCH)
  const updates = rows.flatMap((row) => resealed(column, row))
  if (updates.length < rows.length)
    log('error', 'vault.unopened', { kind: nameOf(column), count: rows.length - updates.length })
  const isEnd = rows.length < BATCH
  const after = rows.at(-1)?.key ?? before
  const answers = await atOnce<object[][]>(
    actor,
    ...updates,
    sql`UPDATE vault_progress SET after = ${after}::text[], resealed = resealed + ${updates.length}::int, finished_at = ${isEnd ? now() : null}::timestamptz
      WHERE column_name = ${nameOf(column)} AND key_id = ${walk.keyId}`,
  )
  return { resealed: answers.flat().length, after: isEnd ? null : after }
}

/** The update that seals a row anew, unless it has changed meanwhile; none where it does not open. */
function resealed(column: SealedColumn, { key, sealed }: Row): Sql[] {
  const place = { table: column.table, column: column.column, id: key.join(' ') } as Place
  const name = nameSql(column.column)
  try {
    const anew = seal(open(sealed, place), place)
    return [
      sql`UPDATE ${nameSql(column.table)} SET ${name} = ${anew} WHERE (${keySql(column)}) = (${joinSql(key)}) AND ${name} = ${sealed} RETURNING 1`,
    ]
  } catch {
    return []
  }
}

/** Rows after one that older keys sealed. The key's id is in the first characters: a long value need not be fetched for it. */
function nextRows({ actor, column, older }: Walk, after: string[], limit: number): Promise<Row[]> {
  const name = nameSql(column.column)
  const texts = column.key.map((it) => sql`${nameSql(it)}::text`)
  const beyond = after.length > 0 ? sql`AND (${keySql(column)}) > (${joinSql(after)})` : emptySql
  return asking(actor)<Row>(
    sql`SELECT ARRAY[${joinSql(texts)}] AS key, ${name} AS sealed FROM ${nameSql(column.table)}
      WHERE split_part(left(${name}, 32), '.', 2) = ANY (${older}::text[]) ${beyond} ORDER BY ${keySql(column)} LIMIT ${limit}::int`,
  )
}

function goOn(actor: SystemActor, runAt: Date): Promise<void> {
  return asActor(actor, (tx) =>
    enqueue(tx, { name: 'vault.reseal', payload: {}, key: 'vault.reseal again', runAt }),
  )
}

const keySql = ({ key }: SealedColumn) => joinSql(key.map(nameSql))
const nameOf = ({ table, column }: SealedColumn) => `${table}.${column}`
