import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { now } from '../../clock'
import { mayExplain } from '../policy'
import { type Check, checksOf } from '../rules'
import { bookableFacts, type WantedVisit } from './facts'

/**
 * "Why is this time (not) offered?": every rule about a visit at a time, with whether a patient who books online would pass it. The same
 * rule ids are what booking refuses with. What is not known of a patient is not held against the time. Refuses as `bookableFacts`.
 */
export async function explainTime(
  actor: StaffActor,
  visit: Omit<WantedVisit, 'clinicSlug'>,
): Promise<Check[]> {
  allow(mayExplain(actor, actor.clinicId))
  const facts = await bookableFacts(actor, { ...visit, clinicSlug: actor.clinicSlug })
  return checksOf(facts, visit, now())
}
