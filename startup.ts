import { work } from './jobs'
import { type Actor, actors } from './lib/access/actor'
import { whenClosing } from './lib/closing'
import { asking } from './lib/db/ask'
import { disconnect } from './lib/db/client'
import { stopListening } from './lib/db/listen'
import { migrateDatabase } from './lib/db/migrate'
import { env } from './lib/env'
import { dressAnswers } from './lib/http/every-answer'
import { stampRequests } from './lib/http/via'
import { startJobs } from './lib/jobs/run'
import { keepVaultOpen } from './lib/vault/keys'

/** What a server process does before its first request: its database is brought up to date, the vault opened, and the jobs are begun. */
export async function begin(): Promise<void> {
  stampRequests()
  dressAnswers()
  // Roles and schema are an operator's own affair where only the roles' connections are given.
  if (env.DATABASE_URL && env.ANTEROOM_SECRET) await migrateDatabase(env.DATABASE_URL, env.ANTEROOM_SECRET)
  const closeVault = await keepVaultOpen(asking(ringReader()))
  const jobs = env.ANTEROOM_WORKER === 'embedded' ? startJobs(work) : undefined
  whenClosing(async () => {
    await jobs?.stop()
    closeVault()
    await stopListening()
    await disconnect()
  })
}

/** Where only the app role's connection is given the first keys are the worker's to make. */
function ringReader(): Actor {
  const hasWorker = env.DATABASE_URL ?? env.DATABASE_WORKER_URL
  return hasWorker ? actors.system() : actors.guest({ ip: 'none', requestId: 'none' })
}
