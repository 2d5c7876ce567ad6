import { now } from '../clock'
import { atOnce, sql } from '../db/client'
import { found, refuseUnless } from '../errors'
import { hashToken, isSameSecret } from '../ids'
import { linkToken } from '../vault/seal'
import { actors, type LinkActor, type Via } from './actor'

/**
 * The bearer of a booking's manage link. Refuses: `bad_link` (unknown, revoked, made under another ANTEROOM_SECRET), `link_expired`.
 * Whoever learnt an older secret can make the tokens whose hashes are still there, so a token is also made again from today's.
 */
export async function linkActor(via: Via, token: string): Promise<LinkActor> {
  refuseUnless(/^[\w-]{43}$/.test(token), 'bad_link')
  const [rows] = await atOnce<[{ booking_id: string; clinic_id: string; expired: boolean }[]]>(
    actors.guest(via),
    sql`SELECT * FROM open_link(${hashToken(token)}, 'manage', ${now()})`,
  )
  const link = found(rows[0], 'bad_link')
  refuseUnless(isSameSecret(token, linkToken('manage', link.booking_id)), 'bad_link')
  refuseUnless(!link.expired, 'link_expired')
  return actors.link(via, link.booking_id, link.clinic_id)
}
