import { type Relationship, SCOPES, type Scope } from '../people/rules'

/** Days an invitation to act for somebody can be taken up. */
export const ACTING_INVITATION_DAYS = 7

/** What an invitation gives: everything to the patient, to others what was chosen. */
export function scopesFor(relationship: Relationship, chosen: readonly Scope[]): readonly Scope[] {
  return relationship === 'self' ? SCOPES : SCOPES.filter((scope) => chosen.includes(scope))
}
