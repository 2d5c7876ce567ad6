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

/** Who may ask why a time is not offered: everybody at work in the clinic but its auditors. */
export function mayExplain(actor: Actor, clinicId: string): boolean {
  return (
    actor.kind === 'staff' &&
    actor.clinicId === clinicId &&
    actor.roles.some((role) => ['receptionist', 'nurse', 'practitioner', 'admin'].includes(role))
  )
}

/** Who may set a practitioner's hours, extra times and travel: the clinic's administrators, and the practitioner. */
export function maySetHours(
  actor: Actor,
  practitioner: { clinicId: string; accountId: string | null },
): boolean {
  if (actor.kind !== 'staff' || actor.clinicId !== practitioner.clinicId) return false
  return practitioner.accountId === actor.accountId || actor.roles.includes('admin')
}

/** Who may close the clinic or a place on dates, and see everybody's hours: its reception and administrators. */
export function mayCloseDates(actor: Actor, clinicId: string): boolean {
  return (
    actor.kind === 'staff' &&
    actor.clinicId === clinicId &&
    actor.roles.some((role) => role === 'receptionist' || role === 'admin')
  )
}
