import type { Actor } from '../access/actor'

/** Who may look patients up: everybody at work in a clinic but its auditors; row-level security keeps them to its patients. */
export function maySearchPatients(actor: Actor): boolean {
  return actor.kind === 'staff' && actor.roles.some((role) => role !== 'auditor')
}
