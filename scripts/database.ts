import { keepEmbedded } from '../lib/db/keep-embedded'
import { migrateDatabase } from '../lib/db/migrate'
import { roleUrl } from '../lib/db/urls'
import { type env, parseEnv } from '../lib/env'
import { isDemoDatabase, markDemo, seedDemo } from '../prisma/seed/demo'

export type Database = { adminUrl: string; secret: string; isDemo: boolean; close: () => Promise<void> }

/** The environment as the server will read it. Ends the process, naming what is malformed or missing. */
export function readEnv(mode: 'production' | 'development'): typeof env {
  try {
    return parseEnv({ ...process.env, NODE_ENV: mode })
  } catch (error) {
    return giveUp(error instanceof Error ? error.message : 'Environment: cannot be read')
  }
}

/** Ends the process with a sentence for whoever started it. */
export function giveUp(why: string): never {
  console.error(why)
  process.exit(1)
}

/**
 * The database of this start: the configured one, else the embedded one, kept up until `close`. Up to date, and seeded where it is a demo.
 * Refuses (throws) a database with the demo's people where no demo was asked for: their password is public (security.md H14).
 */
export async function openDatabase(settings: typeof env, onBack: () => void): Promise<Database> {
  const database = await connect(settings, onBack)
  try {
    await migrateDatabase(database.adminUrl, database.secret)
    await fillOrRefuse(settings, database)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

async function fillOrRefuse(settings: typeof env, { adminUrl, secret, isDemo }: Database): Promise<void> {
  const owner = roleUrl('owner', adminUrl, secret)
  if (isDemo) {
    await markDemo(owner)
    await seedDemo(owner)
  } else if (settings.NODE_ENV === 'production' && (await isDemoDatabase(owner))) {
    throw new Error(
      'This database holds the demo, whose password is public. Set ANTEROOM_DEMO=true, or use another database.',
    )
  }
}

async function connect(settings: typeof env, onBack: () => void): Promise<Database> {
  const { DATABASE_URL: adminUrl, ANTEROOM_SECRET: secret, ANTEROOM_DEMO: isDemo } = settings
  if (!adminUrl) {
    const { release, ...keys } = await keepEmbedded(settings.ANTEROOM_DATA_DIR, onBack)
    return { ...keys, isDemo: true, close: release }
  }
  if (!secret)
    throw new Error('Environment: DATABASE_URL needs ANTEROOM_SECRET beside it (at least 32 characters)')
  return { adminUrl, secret, isDemo, close: async () => {} }
}
