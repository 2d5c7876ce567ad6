import type { Actor } from '../../access/actor'
import type { BookableFacts } from '../../availability/queries/facts'
import { type Circumstances, checksOf } from '../../availability/rules'
import { SET_ASIDE } from '../../availability/rules/set-aside'
import { now } from '../../clock'
import { type RefusalCode, refusal } from '../../errors'
import { mayOverbook } from '../policy'
import type { Mode } from '../schema'

/**
 * Refuses a visit with the first rule it breaks, unless staff give a reason for setting aside all that it breaks. Returns the reason where
 * any was set aside, else null: with one the claim may lie over another. Never for patients, whatever they send (domain.md, claims).
 * `isReturning`: it had that place a moment ago, so only what others may have done meanwhile counts.
 */
export function refuseOrSetAside(
  actor: Actor,
  facts: BookableFacts,
  visit: { startsAt: Date; mode: Mode },
  { isReturning, ...who }: Circumstances & { isReturning?: boolean | undefined },
  reason: string | undefined,
): string | null {
  const broken = checksOf(facts, visit, now(), { ...who, isStaff: actor.kind === 'staff' })
    .filter(({ rule, passes }) => !passes && (!isReturning || MEANWHILE.includes(rule)))
    .map(({ rule }) => rule)
  const [first] = broken
  if (first === undefined) return null
  const firm = broken.find((rule) => !canBeSetAside(rule, facts))
  if (firm || !reason || !mayOverbook(actor, facts.clinic.id)) throw refusal(firm ?? first)
  return reason
}

/** What a free time can be lost to while nobody looks. */
export const MEANWHILE: readonly RefusalCode[] = [
  ...(['outside_hours', 'day_full', 'opening_full', 'nothing_free', 'slot_taken'] as const),
]

/** Of a group session only what concerns the person: nobody sits on a seat that is not there. */
function canBeSetAside(rule: RefusalCode, { session }: Pick<BookableFacts, 'session'>): boolean {
  if (session !== undefined && (rule === 'opening_full' || rule === 'outside_hours')) return false
  return SET_ASIDE.includes(rule)
}
