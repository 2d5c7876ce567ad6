import pg from 'pg'
import { embeddedKeys } from '@/lib/db/embedded'
import { roleUrl } from '@/lib/db/urls'
import { env } from '@/lib/env'

/**
 * What only time or chance would do, done to the database of the running server as its owner. With BASE_URL the server's
 * ANTEROOM_DATA_DIR has to be set too.
 */
function asOwner(sql: string, values: unknown[]): Promise<number> {
  const { adminUrl, secret } = embeddedKeys(env.ANTEROOM_DATA_DIR)
  return run(roleUrl('owner', adminUrl, secret), sql, values)
}

async function run(connectionString: string, sql: string, values: unknown[]): Promise<number> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query(`SELECT set_config('app.actor', 'system', false)`)
    return (await client.query(sql, values)).rowCount ?? 0
  } finally {
    await client.end()
  }
}

/** Lets the time run out for whoever keeps the one that starts then. Returns how many kept it. */
export async function expireHold(startsAt: string): Promise<number> {
  const past = `now() - interval '1 second'`
  await asOwner(`UPDATE hold SET expires_at = ${past} WHERE starts_at = $1`, [startsAt])
  return asOwner(`UPDATE calendar_claim SET expires_at = ${past} WHERE starts_at = $1 AND kind = 'hold'`, [
    startsAt,
  ])
}

/** Puts a booking into the past hours before now, or ahead of it where negative, with its time still its own. */
export async function shiftBooking(reference: string, startsAt: Date): Promise<number> {
  return asOwner(
    `UPDATE booking SET starts_at = $2::timestamptz, ends_at = $2::timestamptz + (ends_at - starts_at) WHERE reference = $1`,
    [reference, startsAt],
  )
}

/** Ends the session that an account began last. */
export async function endLastSession(accountId: string): Promise<number> {
  return asOwner(
    `UPDATE session SET ended_at = now(), ended_because = 'revoked'
     WHERE id = (SELECT id FROM session WHERE account_id = $1 ORDER BY created_at DESC LIMIT 1)`,
    [accountId],
  )
}

/** Cuts the connections on which servers hear what changes. Returns how many there were. */
export async function cutListening(): Promise<number> {
  const { adminUrl } = embeddedKeys(env.ANTEROOM_DATA_DIR)
  return run(
    adminUrl,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'anteroom ear'`,
    [],
  )
}

/** What the worker does to a request when its time is over, without waiting for it. */
export async function lapseRequest(reference: string): Promise<number> {
  return asOwner(
    `UPDATE booking SET status = 'expired', version = version + 1 WHERE reference = $1 AND status = 'requested'`,
    [reference],
  )
}
