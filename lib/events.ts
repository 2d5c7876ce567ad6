/**
 * Every deed the portal records: the sentence the audit shows, and the jobs that follow from it, by name. Pure data; `record()` writes
 * the audit row and enqueues the jobs in the deed's own transaction.
 */
export const EVENTS = {
  'account.signedIn': { says: 'signed in', then: [] },
  'account.signInFailed': { says: 'failed to sign in', then: [] },
  'account.signedOut': { says: 'signed out', then: [] },
  'account.sessionRevoked': { says: 'ended a session', then: [] },
  'hold.placed': { says: 'kept a time', then: [] },
  'booking.booked': { says: 'booked an appointment', then: ['booking.confirmation'] },
  'booking.moved': { says: 'moved an appointment', then: ['booking.moved'] },
  'booking.cancelled': { says: 'cancelled an appointment', then: ['booking.cancellation'] },
  'booking.arrived': { says: 'checked a patient in', then: [] },
  'booking.started': { says: 'started an appointment', then: [] },
  'booking.completed': { says: 'completed an appointment', then: [] },
  'booking.noShow': { says: 'marked a patient as not having come', then: [] },
  'booking.stepUndone': { says: 'took back the last step of an appointment', then: [] },
  'patient.found': { says: 'searched for patients', then: [] },
  'patient.added': { says: 'added a patient', then: [] },
  'day.viewed': { says: 'looked at the day list', then: [] },
  'leave.taken': { says: 'entered leave', then: [] },
} as const satisfies Record<string, { says: string; then: readonly string[] }>

export type EventName = keyof typeof EVENTS
/** A message that a deed leads to; each is an outbox row and a job. */
export type MessageKind = (typeof EVENTS)[EventName]['then'][number]
