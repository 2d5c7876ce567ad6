/** Called once per server process, before its first request: the database is brought up to date, and the jobs are begun. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return
  const { stampRequests } = await import('./lib/http/via')
  stampRequests()
  const { env } = await import('./lib/env')
  // Roles and schema are an operator's own affair where only the roles' connections are given.
  if (env.DATABASE_URL && env.ANTEROOM_SECRET) {
    const { migrateDatabase } = await import('./lib/db/migrate')
    await migrateDatabase(env.DATABASE_URL, env.ANTEROOM_SECRET)
  }
  const { whenClosing } = await import('./lib/closing')
  const { disconnect } = await import('./lib/db/client')
  const jobs = env.ANTEROOM_WORKER === 'embedded' ? await beginJobs() : undefined
  whenClosing(async () => {
    await jobs?.stop()
    await disconnect()
  })
}

async function beginJobs() {
  const { startJobs } = await import('./lib/jobs/run')
  const { work } = await import('./jobs')
  return startJobs(work)
}
