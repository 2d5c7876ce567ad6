import type { Actor } from '../access/actor'

/** Who may set a clinic up (its details, locations, people, services, rooms): its own administrators. */
export function mayAdminister(actor: Actor, clinicId: string): boolean {
  return actor.kind === 'staff' && actor.clinicId === clinicId && actor.roles.includes('admin')
}
