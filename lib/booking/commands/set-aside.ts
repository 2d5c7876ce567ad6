import type { Actor } from '../../access/actor'
import type { BookableFacts } from '../../availability/queries/facts'
import { type Circumstances, checksOf, SET_ASIDE } from '../../availability/rules'
import { now } from '../../clock'
import { refusal } from '../../errors'
import { mayOverbook } from '../policy'
import type { Mode } from '../schema'

/**
 * Refuses a visit with the first rule it breaks, unless staff give a reason for setting aside all that it breaks. Returns whether any was
 * set aside: then the claim may lie over another. Never for patients, whatever they send (domain.md, claims).
 */
export function refuseOrSetAside(
  actor: Actor,
  facts: BookableFacts,
  visit: { startsAt: Date; mode: Mode },
  who: Circumstances,
  reason: string | undefined,
): boolean {
  const broken = checksOf(facts, visit, now(), { ...who, isStaff: actor.kind === 'staff' })
    .filter(({ passes }) => !passes)
    .map(({ rule }) => rule)
  const [first] = broken
  if (first === undefined) return false
  const firm = broken.find((rule) => !SET_ASIDE.includes(rule))
  if (firm || !reason || !mayOverbook(actor, facts.clinic.id)) throw refusal(firm ?? first)
  return true
}
