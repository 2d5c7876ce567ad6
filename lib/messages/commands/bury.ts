import type { SystemActor } from '../../access/actor'
import { atOnce, sql } from '../../db/client'
import { log } from '../../log'

/**
 * Marks as dead what waits and will never be sent: the worker died in the very last attempt of its job, so nobody was left to say so.
 * A job that is being done now, or will be done again, still counts.
 */
export async function buryLostMessages(actor: SystemActor): Promise<void> {
  const [buried] = await atOnce<[{ kind: string }[]]>(
    actor,
    sql`UPDATE outbox_message o SET state = 'dead' WHERE o.state = 'queued' AND NOT EXISTS (
        SELECT FROM graphile_worker._private_jobs j
        WHERE j.key = 'message.send ' || o.id AND (j.attempts < j.max_attempts OR j.locked_at IS NOT NULL))
      RETURNING o.kind`,
  )
  for (const { kind } of buried) log('error', 'message.dead', { kind })
}
