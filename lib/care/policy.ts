import type { Actor } from '../access/actor'
import { isClinical } from './rules'

/** Who may open a record that they have nothing to do with, giving a reason: the clinic's clinicians. */
export function mayOpenInEmergency(actor: Actor, clinicId: string): boolean {
  return actor.kind === 'staff' && actor.clinicId === clinicId && isClinical(actor.roles)
}

/** Who reads who looked at a patient of the clinic: its clinicians (of those they treat; the database knows) and its administrators. */
export function mayReadLooks(actor: Actor, clinicId: string): boolean {
  return (
    actor.kind === 'staff' &&
    actor.clinicId === clinicId &&
    (isClinical(actor.roles) || actor.roles.includes('admin'))
  )
}

/** Who is told when a record is opened in an emergency, and answers for it: the clinic's administrators. */
export function mayReviewEmergencies(actor: Actor, clinicId: string): boolean {
  return actor.kind === 'staff' && actor.clinicId === clinicId && actor.roles.includes('admin')
}
