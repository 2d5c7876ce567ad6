import type { Actor } from '../../access/actor'
import type { BookableFacts } from '../../availability/queries/facts'
import { type Circumstances, checksOf, SET_ASIDE } from '../../availability/rules'
import { now } from '../../clock'
import { type RefusalCode, refusal } from '../../errors'
import { mayOverbook } from '../policy'
import type { Mode } from '../schema'

/**
 * Refuses a visit with the first rule it breaks, unless staff give a reason for setting aside all that it breaks. Returns the reason where
 * any was set aside, else null: with one the claim may lie over another. Never for patients, whatever they send (domain.md, claims).
 */
export function refuseOrSetAside(
  actor: Actor,
  facts: BookableFacts,
  visit: { startsAt: Date; mode: Mode },
  who: Circumstances,
  reason: string | undefined,
): string | null {
  const broken = checksOf(facts, visit, now(), { ...who, isStaff: actor.kind === 'staff' })
    .filter(({ passes }) => !passes)
    .map(({ rule }) => rule)
  const [first] = broken
  if (first === undefined) return null
  const firm = broken.find((rule) => !canBeSetAside(rule, facts))
  if (firm || !reason || !mayOverbook(actor, facts.clinic.id)) throw refusal(firm ?? first)
  return reason
}

/** Of a group session only what concerns the person: nobody sits on a seat that is not there. */
function canBeSetAside(rule: RefusalCode, { session }: Pick<BookableFacts, 'session'>): boolean {
  if (session !== undefined && (rule === 'opening_full' || rule === 'outside_hours')) return false
  return SET_ASIDE.includes(rule)
}
