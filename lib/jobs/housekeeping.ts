import type { SystemActor } from '../access/actor'
import { anchorHeads } from '../audit/anchor'
import { now } from '../clock'
import { asActor, atOnce, sql } from '../db/client'
import type { Handler, Recurring } from './run'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** How long what is spent is still kept. */
const KEEP = {
  /** A hold that ran out says "expired", not "unknown", to whoever comes back to it. */
  holdsMs: DAY,
  idempotencyKeysMs: 48 * HOUR,
  /** Who was signed in from where, for questions after an incident (security.md, item 18). */
  sessionsMs: 7 * DAY,
}

/** The months of audit partitions that are made ahead. */
const MONTHS_AHEAD = 6

/** The housekeeping of the plumbing itself. */
export const housekeeping: Record<string, Handler> = {
  'audit.partitions': (actor) => makePartitions(actor),
  'audit.anchor': async (actor) => {
    await anchorHeads(actor)
  },
  'tidy.expired': (actor) => tidyExpired(actor),
}

/** When it is done, in UTC. */
export const housekeepingTimes: readonly Recurring[] = [
  { job: 'audit.partitions', when: '17 3 * * *', atStart: true },
  { job: 'audit.anchor', when: '*/5 * * * *', atStart: true },
  { job: 'tidy.expired', when: '*/3 * * * *' },
]

async function makePartitions(actor: SystemActor): Promise<void> {
  await atOnce(actor, sql`SELECT ensure_audit_partitions(${now()}::timestamptz::date, ${MONTHS_AHEAD}::int)`)
}

/** Deletes what has run out: holds with their claims, idempotency keys, sessions, windows of rate limits. */
async function tidyExpired(actor: SystemActor): Promise<void> {
  const at = now()
  const ago = (ms: number) => new Date(at.getTime() - ms)
  await asActor(actor, async (tx) => {
    await tx.$executeRaw`DELETE FROM calendar_claim WHERE kind = 'hold' AND expires_at <= ${at}`
    await tx.$executeRaw`DELETE FROM hold h WHERE h.expires_at <= ${ago(KEEP.holdsMs)}
      AND NOT EXISTS (SELECT FROM calendar_claim c WHERE c.hold_id = h.id) AND NOT EXISTS (SELECT FROM proposal p WHERE p.hold_id = h.id)`
    await tx.$executeRaw`DELETE FROM idempotency_key WHERE created_at <= ${ago(KEEP.idempotencyKeysMs)}`
    await tx.$executeRaw`DELETE FROM session WHERE least(coalesce(ended_at, 'infinity'), expires_at) <= ${ago(KEEP.sessionsMs)}`
    await tx.$executeRaw`DELETE FROM rate_limit WHERE expire <= ${at.getTime()}`
  })
}
