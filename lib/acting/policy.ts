import type { Actor } from '../access/actor'
import { maySearchPatients } from '../people/policy'

/** Who asks people to act for a patient of the clinic, and sees and ends what they may do: whoever may look patients up there. */
export function mayKeepActing(actor: Actor, clinicId: string): boolean {
  return actor.kind === 'staff' && actor.clinicId === clinicId && maySearchPatients(actor)
}
