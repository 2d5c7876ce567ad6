import { work } from './jobs'
import { whenClosing } from './lib/closing'
import { disconnect } from './lib/db/client'
import { stopListening } from './lib/db/listen'
import { migrateDatabase } from './lib/db/migrate'
import { env } from './lib/env'
import { dressAnswers } from './lib/http/every-answer'
import { stampRequests } from './lib/http/via'
import { startJobs } from './lib/jobs/run'

/** What a server process does before its first request: its database is brought up to date, and the jobs are begun. */
export async function begin(): Promise<void> {
  stampRequests()
  dressAnswers()
  // Roles and schema are an operator's own affair where only the roles' connections are given.
  if (env.DATABASE_URL && env.ANTEROOM_SECRET) await migrateDatabase(env.DATABASE_URL, env.ANTEROOM_SECRET)
  const jobs = env.ANTEROOM_WORKER === 'embedded' ? startJobs(work) : undefined
  whenClosing(async () => {
    await jobs?.stop()
    await stopListening()
    await disconnect()
  })
}
