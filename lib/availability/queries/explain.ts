import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { now } from '../../clock'
import { atOnce, sql } from '../../db/client'
import { mayExplain } from '../policy'
import { type Check, checksOf } from '../rules'
import { bookableFacts, type WantedVisit } from './facts'

/** Why a time is (not) offered. `calendars`: names of the practitioner's connected calendars that say busy then. */
export type Explained = { checks: Check[]; calendars: string[] }

/**
 * "Why is this time (not) offered?": every rule about a visit at a time, with whether a patient who books online would pass it. The same
 * rule ids are what booking refuses with. What is not known of a patient is not held against the time. Refuses as `bookableFacts`.
 */
export async function explainTime(
  actor: StaffActor,
  visit: Omit<WantedVisit, 'clinicSlug'>,
): Promise<Explained> {
  allow(mayExplain(actor, actor.clinicId))
  const facts = await bookableFacts(actor, { ...visit, clinicSlug: actor.clinicSlug })
  const { minutes, bufferBefore, bufferAfter } = facts.terms
  const at = (after: number) => new Date(visit.startsAt.getTime() + after * 60_000)
  const [calendars] = await atOnce<[{ name: string }[]]>(
    actor,
    sql`SELECT e.name FROM external_calendar e WHERE e.practitioner_id = ${visit.practitionerId}::uuid AND e.removed_at IS NULL
      AND EXISTS (SELECT FROM calendar_claim c WHERE c.external_calendar_id = e.id AND c.starts_at < ${at(minutes + bufferAfter)}::timestamptz
        AND c.ends_at > ${at(-bufferBefore)}::timestamptz) ORDER BY e.created_at`,
  )
  return { checks: checksOf(facts, visit, now()), calendars: calendars.map(({ name }) => name) }
}
