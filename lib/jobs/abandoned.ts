import { setTimeout as pause } from 'node:timers/promises'

const LOOK_EVERY_MS = 10_000

type Connection = { query: (text: string, values: unknown[]) => Promise<{ rowCount: number | null }> }

/**
 * Says, by an advisory lock that ends with its connection, that this worker lives; and frees the jobs of those that do not, which the queue
 * itself would leave locked for four hours (kill -9 of a worker, or of PostgreSQL between handing out a job and saying so). Returns when
 * told to stop; rejects when the connection breaks.
 */
export async function keepWatch(client: Connection, workerId: string, stopping: AbortSignal): Promise<void> {
  await client.query(`SELECT pg_advisory_lock(hashtextextended('job worker ' || $1, 0))`, [workerId])
  while (!stopping.aborted) {
    await freeAbandoned(client, workerId)
    await pause(LOOK_EVERY_MS, undefined, { signal: stopping }).catch(() => {})
  }
}

/** Of dead workers after 5 seconds; of anybody after 5 minutes: no job takes that long (a statement may take 60 s, a mail server 20 s). */
async function freeAbandoned(client: Connection, workerId: string): Promise<void> {
  await client.query(
    `UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL
     WHERE locked_by IS NOT NULL AND (locked_at < now() - interval '5 minutes'
       OR (locked_by <> $1 AND locked_at < now() - interval '5 seconds'
         AND pg_try_advisory_xact_lock(hashtextextended('job worker ' || locked_by, 0))))`,
    [workerId],
  )
}
