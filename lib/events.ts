/**
 * Every deed the portal records: the sentence the audit shows, and the jobs that follow from it, by name. Pure data; `record()` writes
 * the audit row and enqueues the jobs in the deed's own transaction.
 */
export const EVENTS = {
  'account.signedIn': { says: 'signed in', leadsTo: [] },
  'account.signInFailed': { says: 'failed to sign in', leadsTo: [] },
  'account.signedOut': { says: 'signed out', leadsTo: [] },
  'account.sessionRevoked': { says: 'ended a session', leadsTo: [] },
  'hold.placed': { says: 'kept a time', leadsTo: [] },
  'booking.booked': { says: 'booked an appointment', leadsTo: ['booking.confirmation'] },
  'booking.moved': { says: 'moved an appointment', leadsTo: ['booking.moved'] },
  'booking.cancelled': { says: 'cancelled an appointment', leadsTo: ['booking.cancellation'] },
  'booking.arrived': { says: 'checked a patient in', leadsTo: [] },
  'booking.started': { says: 'started an appointment', leadsTo: [] },
  'booking.completed': { says: 'completed an appointment', leadsTo: [] },
  'booking.noShow': { says: 'marked a patient as not having come', leadsTo: [] },
  'booking.stepUndone': { says: 'took back the last step of an appointment', leadsTo: [] },
  'booking.viewed': { says: 'opened an appointment', leadsTo: [] },
  'patient.found': { says: 'searched for patients', leadsTo: [] },
  'patient.viewed': { says: 'opened a patient’s details', leadsTo: [] },
  'patient.added': { says: 'added a patient', leadsTo: [] },
  'day.viewed': { says: 'looked at the day list', leadsTo: [] },
  'leave.taken': { says: 'entered leave', leadsTo: [] },
} as const satisfies Record<string, { says: string; leadsTo: readonly string[] }>

export type EventName = keyof typeof EVENTS
/** A message that a deed leads to; each is an outbox row and a job. */
export type MessageKind = (typeof EVENTS)[EventName]['leadsTo'][number]
