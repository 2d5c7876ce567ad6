import { createHash } from 'node:crypto'
import type { Tx } from '../../db/client'
import { refuseUnless } from '../../errors'

/** What the settings in these columns are now, in a few characters: it goes to a form and comes back with it. */
export function versionOf<Columns extends object>(
  row: Record<keyof Columns, unknown>,
  columns: Columns,
): string {
  const values = (Object.keys(columns) as (keyof Columns)[]).map((name) => row[name])
  return createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 16)
}

/** Whoever saves the settings of one thing waits for whoever is saving them. */
export async function lockSettings(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`SELECT lock_resources(ARRAY[${id}]::uuid[])`
}

/** Refuses with `settings_changed` where the form was made of other settings than there are now: the last save does not win unseen. */
export function refuseUnlessSeen<Columns extends object>(
  before: Record<keyof Columns, unknown>,
  columns: Columns,
  seen: string | undefined,
): void {
  refuseUnless(seen === undefined || seen === versionOf(before, columns), 'settings_changed')
}
