import type { Actor, StaffRole } from '../access/actor'

const DESK: readonly StaffRole[] = ['receptionist', 'nurse', 'practitioner', 'admin']
const CLINICIANS: readonly StaffRole[] = ['nurse', 'practitioner']

function worksAt(actor: Actor, clinicId: string, roles: readonly StaffRole[]): boolean {
  return (
    actor.kind === 'staff' && actor.clinicId === clinicId && actor.roles.some((role) => roles.includes(role))
  )
}

/** Who makes, publishes and retires a clinic's forms: its administrators. */
export function mayBuildForms(actor: Actor, clinicId: string): boolean {
  return worksAt(actor, clinicId, ['admin'])
}

/** Who asks a patient for a form, and sees how far it is: everybody who deals with appointments. */
export function mayAskForForms(actor: Actor, clinicId: string): boolean {
  return worksAt(actor, clinicId, DESK)
}

/** Who reads what a patient answered, and ticks off what has to be looked at: the clinic's nurses and practitioners. */
export function mayReadSubmissions(actor: Actor, clinicId: string): boolean {
  return worksAt(actor, clinicId, CLINICIANS)
}

/**
 * Who fills a form in: the signed-in, for those they act for (row-level security knows for whom), and whoever holds a booking's link and said
 * when the patient was born.
 */
export function mayFillIn(actor: Actor, bookingId: string | null): boolean {
  if (actor.kind === 'link') return actor.bornOn !== undefined && actor.bookingId === bookingId
  return actor.kind === 'patient'
}

/** Which other system may hand in forms that were filled in there: one that holds a key of the clinic. */
export function mayImportForms(actor: Actor, clinicId: string): boolean {
  return actor.kind === 'key' && actor.clinicId === clinicId
}
