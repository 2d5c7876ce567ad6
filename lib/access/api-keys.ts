import { atOnce, sql } from '../db/client'
import { found, refuseUnless } from '../errors'
import { hashToken } from '../ids'
import { actors, type KeyActor, type Via } from './actor'

/** What an API key may be good for. */
export type KeyScope = 'submissions'

/** The system that holds an API key. Refuses: `not_signed_in` (unknown, ended), `not_allowed` (good for something else). */
export async function keyActor(via: Via, token: string, scope: KeyScope): Promise<KeyActor> {
  const [rows] = await atOnce<[{ id: string; clinic_id: string; clinic_slug: string; scopes: string[] }[]]>(
    actors.guest(via),
    sql`SELECT * FROM open_api_key(${hashToken(token)})`,
  )
  const { id: keyId, clinic_id: clinicId, clinic_slug: clinicSlug, scopes } = found(rows[0], 'not_signed_in')
  refuseUnless(scopes.includes(scope), 'not_allowed')
  return actors.key({ kind: 'key', via, keyId, clinicId, clinicSlug })
}
