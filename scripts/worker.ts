import { work } from '../jobs'
import { actors } from '../lib/access/actor'
import { asking } from '../lib/db/ask'
import { disconnect } from '../lib/db/client'
import { env } from '../lib/env'
import { startJobs } from '../lib/jobs/run'
import { log } from '../lib/log'
import { keepVaultOpen } from '../lib/vault/keys'

/** `npm run worker`: does the jobs, alone. The database is the one in DATABASE_URL (or DATABASE_WORKER_URL), migrated by the portal. */

if (!env.DATABASE_URL && !env.DATABASE_WORKER_URL) {
  console.error(
    'Set DATABASE_URL and ANTEROOM_SECRET, or DATABASE_WORKER_URL: the embedded database has its worker inside `npm start`.',
  )
  process.exit(1)
}
const closeVault = await keepVaultOpen(asking(actors.system()))
const jobs = startJobs(work)
log('info', 'worker.started')
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end())

async function end(): Promise<void> {
  await jobs.stop()
  closeVault()
  await disconnect()
  process.exit(0)
}
