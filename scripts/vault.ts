import { now } from '../lib/clock'
import { type Ask, asSystem } from '../lib/db/ask'
import { startEmbedded } from '../lib/db/embedded'
import { databaseUrl, roleUrl } from '../lib/db/urls'
import { env } from '../lib/env'
import { openVault, readKeys } from '../lib/vault/keys'
import { columnStatus, exchange, remove, rotate, whyNotRemove } from '../lib/vault/rotate'
import { giveUp } from './database'

/**
 * `npm run vault:status`, `vault:rotate`, `vault:remove -- k1`, `vault:exchange`: the vault of the configured database, or the embedded one.
 * What each does, and when: docs/operations.md, Keys.
 */

const deeds: Record<string, (ask: Ask) => Promise<void>> = {
  status: printStatus,
  rotate: async (ask) => {
    const { id, usableFrom } = await rotate(ask)
    console.log(`${id} seals from ${usableFrom.toISOString()} on; then a worker seals everything anew.`)
    console.log('npm run vault:status tells how far it is.')
  },
  exchange: async (ask) => {
    const ids = await exchange(ask)
    console.log(
      ids.length > 0
        ? `Wrapped anew: ${ids.join(', ')}.`
        : 'All are wrapped under the configured key already.',
    )
  },
  remove: async (ask) => {
    const id = process.argv[3] ?? giveUp('npm run vault:remove -- <key>')
    await remove(ask, id)
    console.log(`${id} is removed.`)
  },
}

const deed = deeds[process.argv[2] ?? ''] ?? giveUp(`One of: ${Object.keys(deeds).join(', ')}`)
const isConfigured = Boolean(env.DATABASE_URL ?? env.DATABASE_WORKER_URL)
const embedded = isConfigured ? null : await startEmbedded(env.ANTEROOM_DATA_DIR)
try {
  const url = embedded ? roleUrl('worker', embedded.adminUrl, embedded.secret) : databaseUrl('worker')
  await asSystem(url, async (ask) => {
    // Its first keys are made by the portal, which knows under what.
    if ((await readKeys(ask)).length === 0)
      throw new Error('This vault has no keys yet: start the portal first.')
    await openVault(ask)
    await deed(ask)
  })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await embedded?.stop()
}

async function printStatus(ask: Ask): Promise<void> {
  const rows = await readKeys(ask)
  const current = rows.findLast(({ purpose, usable_from }) => purpose === 'seal' && usable_from <= now())
  for (const { id, purpose, kek_id, usable_from } of rows)
    console.log(
      `${id}  ${purpose.padEnd(5)}  from ${usable_from.toISOString()}  wrapped under ${kek_id}${id === current?.id ? '  (current)' : ''}`,
    )
  for (const { column, keys, progress } of await columnStatus(ask)) {
    const values = keys.map((key) => `${key.values} under ${key.id || 'no key'}`).join(', ') || 'no values'
    const end = progress?.finishedAt ? `done ${progress.finishedAt.toISOString()}` : 'under way'
    const walk = progress ? `  (to ${progress.keyId}: ${progress.resealed} sealed anew, ${end})` : ''
    console.log(`${column}: ${values}${walk}`)
  }
  for (const { id, purpose } of rows.slice(0, -1))
    if (purpose === 'seal')
      console.log((await whyNotRemove(ask, id)) ?? `${id} can be removed: npm run vault:remove -- ${id}`)
}
