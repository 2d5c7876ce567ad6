import type { SystemActor } from '../../access/actor'
import { atOnce, sql } from '../../db/client'
import { hashToken, newId } from '../../ids'
import { linkToken } from '../../vault/seal'
import { manageLinkUntil } from '../rules'

/**
 * Sees to it that the manage link about to be told opens: it does already, unless the deployment's secret was changed since the booking or
 * the booking never had one. A link that was revoked stays so.
 */
export async function renewLink(actor: SystemActor, booking: { id: string; endsAt: Date }): Promise<void> {
  const hash = hashToken(linkToken('manage', booking.id))
  await atOnce(
    actor,
    sql`INSERT INTO booking_link (id, clinic_id, booking_id, purpose, token_hash, expires_at)
      SELECT ${newId()}::uuid, clinic_id, id, 'manage', ${hash}::bytea, ${manageLinkUntil(booking.endsAt)}::timestamptz
      FROM booking WHERE id = ${booking.id}::uuid
      ON CONFLICT (token_hash) DO NOTHING`,
  )
}
