import { randomBytes } from 'node:crypto'
import { now } from '../clock'
import type { Ask } from '../db/ask'
import { sql } from '../db/client'
import { bugFields, log } from '../log'
import { findKeepers, type Keeper, keeperToWrap, whereKeysAre } from './keepers'
import { type DataKey, heldKeys, holdKeys, keepReading, type Purpose, VaultClosed } from './ring'

/** A data key as the database holds it. */
export type KeyRow = { id: string; purpose: Purpose; wrapped: Buffer; kek_id: string; usable_from: Date }

/** A key that is new in the ring is read by every process well before it is used (`lib/vault/rotate.ts`). */
const READ_EVERY_MS = 5000

/**
 * Reads the ring of data keys into this process, making the first ones in a vault that has none. Comes before anything is sealed or opened.
 * Throws, naming it, where the key that they are wrapped under is missing: nothing is ever written in clear instead (security.md K4).
 */
export async function openVault(ask: Ask): Promise<void> {
  holdKeys(await readRing(ask))
}

/** The same, and reads it again every few seconds, and when a value names a key that is not in it. The answer ends that. */
export async function keepVaultOpen(ask: Ask): Promise<() => void> {
  await openVault(ask)
  let isReading = false
  const again = () => {
    if (isReading) return
    isReading = true
    openVault(ask)
      .catch((error: unknown) => log('warn', 'vault.unread', bugFields(error)))
      .finally(() => {
        isReading = false
      })
  }
  const timer = setInterval(again, READ_EVERY_MS)
  timer.unref()
  keepReading(again)
  return () => {
    clearInterval(timer)
    keepReading(undefined)
  }
}

/** Adds a data key to the ring. Does nothing where its id is taken. */
export async function addKey(ask: Ask, id: string, purpose: Purpose, usableFrom: Date): Promise<void> {
  const keeper = await keeperToWrap()
  const wrapped = await keeper.wrap(randomBytes(32), nameOf({ id, purpose }))
  await ask(sql`INSERT INTO vault_key (id, purpose, wrapped, kek_id, usable_from, created_at)
    VALUES (${id}, ${purpose}::vault_purpose, ${wrapped}, ${keeper.id}, ${usableFrom}, ${now()}) ON CONFLICT DO NOTHING`)
}

/** The data keys that are in use, oldest first. */
export async function readKeys(ask: Ask): Promise<KeyRow[]> {
  return ask<KeyRow>(sql`SELECT id, purpose::text AS purpose, wrapped, kek_id, usable_from FROM vault_key
    WHERE removed_at IS NULL ORDER BY usable_from, id`)
}

/** Unwraps a data key. Throws, saying where to give it back, where the key it is wrapped under is not here. */
export async function unwrap(row: KeyRow, keepers: readonly Keeper[]): Promise<Buffer> {
  const keeper = keepers.find(({ id }) => id === row.kek_id)
  if (!keeper)
    throw new VaultClosed(
      `The vault's key ${row.id} is wrapped under ${row.kek_id}, and that is not here. It belongs in ${whereKeysAre()}.`,
    )
  return keeper.unwrap(row.wrapped, nameOf(row))
}

/** What wrapping is bound to. */
export function nameOf({ id, purpose }: Pick<KeyRow, 'id' | 'purpose'>): string {
  return `${purpose} ${id}`
}

async function readRing(ask: Ask): Promise<DataKey[]> {
  const rows = await readKeys(ask)
  if (rows.length > 0) return openAll(rows)
  // Of several processes that begin, one makes them and all read them.
  await addKey(ask, 'k1', 'seal', now())
  await addKey(ask, 'i1', 'index', now())
  return openAll(await readKeys(ask))
}

async function openAll(rows: readonly KeyRow[]): Promise<DataKey[]> {
  const held = rows.map((row) =>
    heldKeys().find((key) => key.id === row.id && key.wrapped.equals(row.wrapped)),
  )
  const keepers = held.every(Boolean) ? [] : (await findKeepers()).all
  return Promise.all(rows.map(async (row, n) => held[n] ?? keyFrom(row, await unwrap(row, keepers))))
}

function keyFrom({ id, purpose, usable_from, wrapped }: KeyRow, bytes: Buffer): DataKey {
  return { id, purpose, usableFrom: usable_from, wrapped, bytes }
}
