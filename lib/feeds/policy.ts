import type { Actor } from '../access/actor'

type Practitioner = { clinicId: string; accountId: string | null }

/** Who may give out a practitioner's calendar and connect others to it: the practitioner, and the clinic's administrators. */
export function mayConnectCalendars(actor: Actor, practitioner: Practitioner): boolean {
  if (actor.kind !== 'staff' || actor.clinicId !== practitioner.clinicId) return false
  return practitioner.accountId === actor.accountId || actor.roles.includes('admin')
}

/** Who may see what is connected and where it clashes: they, and reception, which moves what clashes. */
export function maySeeCalendars(actor: Actor, practitioner: Practitioner): boolean {
  if (mayConnectCalendars(actor, practitioner)) return true
  return (
    actor.kind === 'staff' && actor.clinicId === practitioner.clinicId && actor.roles.includes('receptionist')
  )
}
