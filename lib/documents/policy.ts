import type { Actor, StaffRole } from '../access/actor'
import type { FileKind } from './schema'

const DESK: readonly StaffRole[] = ['receptionist', 'nurse', 'practitioner', 'admin']
const CLINICIANS: readonly StaffRole[] = ['nurse', 'practitioner']
/** What reception needs to book and to bill. The policies of `patient_file` name the same. */
const FOR_THE_DESK: readonly FileKind[] = ['referral', 'insurance', 'identity']

const isStaff = (actor: Actor, clinicId: string, roles: readonly StaffRole[]) =>
  actor.kind === 'staff' && actor.clinicId === clinicId && actor.roles.some((role) => roles.includes(role))

/** Who may add documents of patients here: everybody at work but auditors, patients for themselves, and a link's bearer with a form. */
export function mayAddDocument(actor: Actor, clinicId: string): boolean {
  if (actor.kind === 'link') return actor.clinicId === clinicId
  return actor.kind === 'patient' || isStaff(actor, clinicId, DESK)
}

/** Who may see the list of a patient's documents; what is on it is a matter of its kind. */
export function maySeeDocuments(actor: Actor, clinicId: string): boolean {
  return actor.kind === 'patient' || isStaff(actor, clinicId, DESK)
}

/** Who may open a document: clinicians, reception its own kinds, patients what row-level security shows them. */
export function mayOpenDocument(actor: Actor, file: { clinicId: string; kind: FileKind }): boolean {
  if (actor.kind === 'patient' || isStaff(actor, file.clinicId, CLINICIANS)) return true
  return isStaff(actor, file.clinicId, DESK) && FOR_THE_DESK.includes(file.kind)
}

/** Who may let a patient open what staff added: whoever of staff may open it themselves. */
export function mayReleaseDocument(actor: Actor, file: { clinicId: string; kind: FileKind }): boolean {
  return actor.kind === 'staff' && mayOpenDocument(actor, file)
}
