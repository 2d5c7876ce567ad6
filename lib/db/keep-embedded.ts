import pg from 'pg'
import { type Embedded, startEmbedded, stopEmbedded } from './embedded'

/** Held, shared, by everybody who uses an embedded server: the last one to let go ends it. */
const IN_USE = `hashtextextended('anteroom in use', 0)`

export type Kept = Pick<Embedded, 'adminUrl' | 'secret'> & {
  /** Stops watching, and ends the server unless another process still uses it. */
  release: () => Promise<void>
}

/**
 * The embedded server of a folder, kept up as long as this process lives: when it dies (a kill -9, an out-of-memory killer) it is started
 * again, and `onBack` is told. A connection that breaks tells at once; nothing is polled. Killing this process leaves the server running,
 * for the next start to use.
 */
export async function keepEmbedded(dataDir: string, onBack: () => void): Promise<Kept> {
  let isReleased = false
  const { adminUrl, secret } = await startEmbedded(dataDir)
  let watch = await watchOver()

  async function watchOver(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: adminUrl, application_name: 'anteroom start' })
    client.on('error', () => {})
    await client.connect()
    await client.query(`SELECT pg_advisory_lock_shared(${IN_USE})`)
    client.once('end', () => void bringBack())
    return client
  }

  async function bringBack(): Promise<void> {
    while (!isReleased) {
      try {
        await startEmbedded(dataDir)
        watch = await watchOver()
        return onBack()
      } catch {
        await new Promise((done) => setTimeout(done, 500))
      }
    }
  }

  return {
    adminUrl,
    secret,
    release: async () => {
      isReleased = true
      const isLast = await letGo(watch)
      await watch.end().catch(() => {})
      if (isLast) await stopEmbedded(dataDir)
    },
  }
}

async function letGo(client: pg.Client): Promise<boolean> {
  try {
    await client.query(`SELECT pg_advisory_unlock_shared(${IN_USE})`)
    const { rows } = await client.query<{ last: boolean }>(`SELECT pg_try_advisory_lock(${IN_USE}) AS last`)
    return rows[0]?.last === true
  } catch {
    // It is not running: nothing to end.
    return false
  }
}
