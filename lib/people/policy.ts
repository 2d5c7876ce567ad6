import type { Actor, StaffRole } from '../access/actor'

const DESK: readonly StaffRole[] = ['receptionist', 'nurse', 'practitioner', 'admin']

/** Who may look patients up: everybody at work in a clinic but its auditors; row-level security keeps them to its patients. */
export function maySearchPatients(actor: Actor): boolean {
  return actor.kind === 'staff' && actor.roles.some((role) => DESK.includes(role))
}

/** Who may put a new patient on file: whoever may look them up. */
export function mayAddPatient(actor: Actor): boolean {
  return maySearchPatients(actor)
}
