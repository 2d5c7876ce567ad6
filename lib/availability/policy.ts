import type { Actor } from '../access/actor'

/** Who may enter a practitioner's leave: the clinic's reception and administrators, and the practitioner. */
export function mayTakeLeave(
  actor: Actor,
  practitioner: { clinicId: string; accountId: string | null },
): boolean {
  if (actor.kind !== 'staff' || actor.clinicId !== practitioner.clinicId) return false
  const isTheirs = practitioner.accountId === actor.accountId
  return isTheirs || actor.roles.some((role) => role === 'receptionist' || role === 'admin')
}
