import { now } from '../clock'

/** `seal`: values that are opened again. `index`: blind indexes; never rotated, because what it made could not be made anew. */
export type Purpose = 'seal' | 'index'

/** A data key, open. From `usableFrom` on values are sealed under it; `wrapped` is how the database holds it. */
export type DataKey = { id: string; purpose: Purpose; usableFrom: Date; wrapped: Buffer; bytes: Buffer }

type Ring = { keys: readonly DataKey[]; readAt: Date }

/** The vault is not open, or not as it should be: nothing is sealed, nothing opened. */
export class VaultClosed extends Error {
  override readonly name = 'VaultClosed'
}

/**
 * A process that has not read the ring for so long seals nothing: it may not know that its key was succeeded. Less, by more than any
 * transaction takes, than `REMOVABLE_AFTER_MS`.
 */
const STALE_MS = 30 * 60_000

// Next bundles what starts and what answers apart: the ring is the process's.
const shared = globalThis as { anteroomRing?: Ring; anteroomReadRing?: (() => void) | undefined }

/** Puts the keys into this process's memory, in the place of those before. */
export function holdKeys(keys: readonly DataKey[]): void {
  const inOrder = keys.toSorted((a, b) => a.usableFrom.getTime() - b.usableFrom.getTime())
  shared.anteroomRing = { keys: inOrder, readAt: now() }
}

/** Says that this process goes on reading the ring, and how it does so at once; or no longer. */
export function keepReading(read: (() => void) | undefined): void {
  shared.anteroomReadRing = read
}

/** The keys, as they were read last, oldest first; none where the vault is not open. */
export function heldKeys(): readonly DataKey[] {
  return shared.anteroomRing?.keys ?? []
}

/** The key that seals now: of those whose time has come the last one. */
export function currentKey(purpose: Purpose): DataKey {
  const { keys, readAt } = openRing()
  const at = now().getTime()
  if (shared.anteroomReadRing && at - readAt.getTime() > STALE_MS)
    throw new VaultClosed('The ring of keys was not read for half an hour.')
  const ofPurpose = keys.filter((it) => it.purpose === purpose)
  // Where clocks differ, the first key's time may be still to come.
  const key = ofPurpose.findLast(({ usableFrom }) => usableFrom.getTime() <= at) ?? ofPurpose[0]
  if (!key) throw new VaultClosed(`The vault has no key to ${purpose} with.`)
  return key
}

/** The key that a sealed value names. Throws, and has the ring read again, where there is none. */
export function keyOf(id: string): DataKey {
  const key = openRing().keys.find((it) => it.id === id)
  if (key) return key
  shared.anteroomReadRing?.()
  throw new VaultClosed('A sealed value names a key that is not in the ring.')
}

function openRing(): Ring {
  if (!shared.anteroomRing) throw new VaultClosed('The vault was not opened: openVault() comes first.')
  return shared.anteroomRing
}
