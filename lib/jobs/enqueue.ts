import { type Sql, sql, type Tx } from '../db/client'

/** A job to be done after commit, if there is a commit. The payload holds ids only. */
export type Job = { name: string; payload: Record<string, string | number>; key?: string; runAt?: Date }

/** Adds a job in the deed's transaction. A job with the same key replaces the one that still waits. */
export async function enqueue(tx: Tx, job: Job): Promise<void> {
  await tx.$executeRaw(jobStatement(job))
}

/** The same as a statement, for `atOnce`. */
export function jobStatement(job: Job): Sql {
  return sql`SELECT enqueue_job(${job.name}, ${JSON.stringify(job.payload)}::json, ${job.key ?? null}, ${job.runAt ?? null}::timestamptz)`
}
