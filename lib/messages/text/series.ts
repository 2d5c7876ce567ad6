import type { BookingView } from '../../booking/queries/view'
import type { MessageKind } from '../../events'

/** Whether a message says that an appointment does not take place: its calendar file takes the entries out. */
export function takesBack(kind: MessageKind): boolean {
  return TAKES_BACK.includes(kind)
}

const TAKES_BACK: readonly MessageKind[] = [
  'booking.cancellation',
  'request.declined',
  'request.lapsed',
  'series.cancelled',
]

/** The visits of a series that a message is about, as they are now; none where it is about one booking. */
export function visitsToTell(kind: MessageKind, { visits }: { visits: readonly BookingView[] }) {
  if (!kind.startsWith('series.')) return []
  return visits.filter(({ status }) => (status === 'cancelled') === takesBack(kind))
}
