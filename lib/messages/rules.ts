import type { BookingStatus } from '../booking/rules'
import type { MessageKind } from '../events'

/** A message of a booking, as far as the decision looks at it. `attempts`: how often somebody tried to send it. */
export type OutboxEntry = {
  kind: MessageKind
  bookingVersion: number
  state: 'queued' | 'sent' | 'withdrawn' | 'dead'
  attempts: number
}

/** The booking as it is now, as far as the decision looks at it. */
type Told = {
  status: BookingStatus
  startsAt: Date
  email: string | null
  isProposed?: boolean
  /** Somebody is away, and they have still to be told. */
  isAway?: boolean
}

/** What to do with a message whose turn has come: say this, or nothing any more and why. */
export type Decision =
  | { say: MessageKind }
  | { withdrawn: 'no_address' | 'superseded' | 'over' | 'nothing_to_take_back' }

/**
 * Decides from the booking as it is now, not as it was when the message was put in the outbox. `others`: the booking's other messages.
 * A newer message says it all, so an older one is withdrawn; nobody is told of a time that has passed; a cancellation is not sent to
 * whoever never heard of the booking; and a move reads as a confirmation to them. Source: domain.md, Messages; ux.md, emails.
 */
export function decideMessage(
  message: OutboxEntry,
  booking: Told,
  others: readonly OutboxEntry[],
  at: Date,
): Decision {
  if (!booking.email) return { withdrawn: 'no_address' }
  if (message.kind === 'away.told') return sayIf(booking.isAway, message.kind)
  if (SAID_ANYWAY.includes(message.kind)) return { say: message.kind }
  if (others.some((other) => other.bookingVersion > message.bookingVersion))
    return { withdrawn: 'superseded' }
  const earlier = others.filter((other) => other.bookingVersion < message.bookingVersion)
  const isNews = earlier.length > 0 && earlier.every((other) => !mayHaveLeft(other))
  if (message.kind === 'booking.cancellation')
    return isNews ? { withdrawn: 'nothing_to_take_back' } : { say: message.kind }
  return decideNews(message, booking, earlier, isNews, at)
}

/** Of what changes and is still to come. */
function decideNews(
  message: OutboxEntry,
  booking: Told,
  earlier: readonly OutboxEntry[],
  isNews: boolean,
  at: Date,
): Decision {
  if (booking.status === 'cancelled' || booking.status === 'expired') return { withdrawn: 'superseded' }
  if (booking.startsAt <= at) return { withdrawn: 'over' }
  if (message.kind === 'proposal.made') return sayIf(booking.isProposed, message.kind)
  const back = message.kind === 'booking.movedBack' ? afterMovingBack(message, earlier) : null
  if (back && 'withdrawn' in back) return back
  if (booking.status === 'requested') return { say: 'request.received' }
  return back ?? { say: isNews ? 'booking.confirmation' : message.kind }
}

function sayIf(isStillTrue: boolean | undefined, kind: MessageKind): Decision {
  return isStillTrue ? { say: kind } : { withdrawn: 'superseded' }
}

/** Who asked waits for an answer, whether our first mail left or not; and a series' mail lists its visits as they are when it is sent. */
const SAID_ANYWAY: readonly MessageKind[] = [
  ...(['request.declined', 'request.lapsed'] as const),
  ...(['series.booked', 'series.moved', 'series.cancelled'] as const),
]

/**
 * Whoever was told of the move is told that it was taken back. Nobody else has to be, unless they have not heard of what was before it either:
 * of the booking itself, or of an earlier move.
 */
function afterMovingBack({ bookingVersion }: OutboxEntry, earlier: readonly OutboxEntry[]): Decision {
  const undone = bookingVersion - 1
  const heard = Math.max(0, ...earlier.filter(mayHaveLeft).map((one) => one.bookingVersion))
  if (heard === undone) return { say: 'booking.movedBack' }
  const isTakenBack = (one: OutboxEntry) =>
    earlier.some(
      (next) => next.kind === 'booking.movedBack' && next.bookingVersion === one.bookingVersion + 1,
    )
  const unheard = earlier.filter(
    (one) =>
      heard < one.bookingVersion &&
      one.bookingVersion < undone &&
      one.kind !== 'booking.movedBack' &&
      !isTakenBack(one),
  )
  if (unheard.length === 0) return { withdrawn: 'nothing_to_take_back' }
  return { say: heard === 0 ? 'booking.confirmation' : 'booking.moved' }
}

/** Once tried it may have arrived, even where the answer of the mail server was lost. */
function mayHaveLeft(message: OutboxEntry): boolean {
  return message.state === 'sent' || message.attempts > 0
}
