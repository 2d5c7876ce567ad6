import { now } from '../clock'
import { atOnce, sql } from '../db/client'
import { found, refuseUnless } from '../errors'
import { hashToken } from '../ids'
import { actors, type LinkActor, type Via } from './actor'

/** The bearer of a booking's manage link. Refuses: `bad_link` (unknown, revoked), `link_expired`. */
export async function linkActor(via: Via, token: string): Promise<LinkActor> {
  refuseUnless(/^[\w-]{43}$/.test(token), 'bad_link')
  const [rows] = await atOnce<[{ booking_id: string; clinic_id: string; expired: boolean }[]]>(
    actors.guest(via),
    sql`SELECT * FROM open_link(${hashToken(token)}, 'manage', ${now()})`,
  )
  const link = found(rows[0], 'bad_link')
  refuseUnless(!link.expired, 'link_expired')
  return actors.link(via, link.booking_id, link.clinic_id)
}
