import type { Actor, StaffRole } from '../access/actor'

const FRONT: readonly StaffRole[] = ['receptionist', 'nurse', 'practitioner', 'admin']

/** Staff who deal with appointments: everybody at work in that clinic but its auditors. */
function worksAt(actor: Actor, clinicId: string): boolean {
  return (
    actor.kind === 'staff' && actor.clinicId === clinicId && actor.roles.some((role) => FRONT.includes(role))
  )
}

/** Who may book: guests and signed-in people for whom the row lets them (row-level security knows whom they act for), and the clinic's staff. */
export function mayBook(actor: Actor, clinicId: string, isKnownPatient: boolean): boolean {
  if (actor.kind === 'guest') return !isKnownPatient
  return actor.kind === 'patient' || worksAt(actor, clinicId)
}

/** Who may move or cancel a booking they can see: its patient, the bearer of its link, the clinic's staff. */
export function mayChangeBooking(actor: Actor, booking: { id: string; clinicId: string }): boolean {
  if (actor.kind === 'link') return actor.bookingId === booking.id
  return actor.kind === 'patient' || worksAt(actor, booking.clinicId)
}

/** Who runs the day: arrive, start, complete, no-show and their undo. */
export function mayRunDay(actor: Actor, clinicId: string): boolean {
  return worksAt(actor, clinicId)
}

/** Who may put an appointment over another or outside the hours, on purpose. */
export function mayOverbook(actor: Actor, clinicId: string): boolean {
  return worksAt(actor, clinicId)
}

/** Who says yes, no or another time to what patients asked for. */
export function mayAnswerRequests(actor: Actor, clinicId: string): boolean {
  return worksAt(actor, clinicId)
}

/** Who makes group sessions and books series. */
export function mayPlanAhead(actor: Actor, clinicId: string): boolean {
  return worksAt(actor, clinicId)
}
