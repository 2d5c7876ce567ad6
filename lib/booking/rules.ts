/** What a clinician or an owner could argue about: pure, with time as a parameter. */

export type BookingStatus =
  | 'requested'
  | 'held'
  | 'confirmed'
  | 'arrived'
  | 'in_progress'
  | 'completed'
  | 'cancelled'
  | 'no_show'
  | 'expired'

/** How long a chosen time is kept while somebody types (the hold time). */
export const HOLD_MINUTES = 10

/** How long a manage link lives after the visit has ended; again in the SQL function `open_link`, for visits that moved. */
const MANAGE_LINK_DAYS_AFTER = 30

/** Until when the manage link of a visit that ends then can be opened. */
export function manageLinkUntil(endsAt: Date): Date {
  return new Date(endsAt.getTime() + MANAGE_LINK_DAYS_AFTER * 86_400_000)
}

/** How long a move on the calendar may be taken back before the patient is told of it (ux.md S4). */
export const MOVE_GRACE_SECONDS = 60

/** The states in which a booking occupies time. */
export const OCCUPYING: readonly BookingStatus[] = [
  'requested',
  'held',
  'confirmed',
  'arrived',
  'in_progress',
  'completed',
  'no_show',
]

/** The states of what is still to come. */
export const TO_COME: readonly BookingStatus[] = ['requested', 'held', 'confirmed']

/** Until when a request waits for the clinic's answer: some hours, and never past the visit itself. */
export function requestExpiry(askedAt: Date, hours: number, startsAt: Date): Date {
  return new Date(Math.min(askedAt.getTime() + hours * 3_600_000, startsAt.getTime()))
}

/** Whether nobody answered in time: the clinic, or the patient where the clinic has proposed another time (`proposedUntil`, else null). */
export function hasLapsed(
  request: { requestExpiresAt: Date | null; startsAt: Date },
  proposedUntil: Date | null,
  at: Date,
): boolean {
  return lapsesAt(request, proposedUntil) <= at
}

/** When a request lapses if nothing happens until then. */
export function lapsesAt(
  { requestExpiresAt, startsAt }: { requestExpiresAt: Date | null; startsAt: Date },
  proposedUntil: Date | null,
): Date {
  const waits = Math.min(requestExpiresAt?.getTime() ?? Number.POSITIVE_INFINITY, startsAt.getTime())
  return new Date(Math.max(waits, proposedUntil?.getTime() ?? 0))
}

/** The states of a proposal because somebody is away that leave the appointment called off: no other time is agreed to yet. */
export const CALLED_OFF_BY: ('open' | 'declined' | 'lapsed')[] = ['open', 'declined', 'lapsed']
type CalledOff = { proposals?: readonly { rebookingId: string | null; state: string }[] }

/** Whether the clinic has said that the appointment cannot take place when it was to, and it is neither moved nor cancelled yet. */
export function isCalledOff({ proposals = [] }: CalledOff): boolean {
  return proposals.some(
    ({ rebookingId, state }) => rebookingId !== null && CALLED_OFF_BY.some((one) => one === state),
  )
}

/**
 * Whether the patient (or whoever holds the link) may still move or cancel: it is to come, and nobody has arrived; what the clinic called off,
 * later too. Staff may at any time.
 */
export function canPatientChange(
  booking: { status: BookingStatus; startsAt: Date } & CalledOff,
  at: Date,
): boolean {
  const isOpen = booking.status === 'confirmed' || booking.status === 'requested'
  return isOpen && (booking.startsAt > at || isCalledOff(booking))
}

/** Whether the patient may move it too: what the clinic agreed to stays agreed to, only a request can go elsewhere without it. */
export function canPatientMove({
  status,
  service,
}: {
  status: BookingStatus
  service: { requiresApproval: boolean }
}): boolean {
  return !service.requiresApproval || status === 'requested'
}

/** Whether staff may move a booking: not yet begun and not over. */
export function canStaffMove(status: BookingStatus): boolean {
  return status === 'confirmed' || status === 'requested'
}

/** Whether staff may move a group session with everybody in it: it is to come, and nobody has arrived. */
export function canMoveSession(
  session: { startsAt: Date; cancelledAt: Date | null; attending: readonly { status: BookingStatus }[] },
  at: Date,
): boolean {
  const { startsAt, cancelledAt, attending } = session
  return cancelledAt === null && startsAt > at && attending.every(({ status }) => canStaffMove(status))
}

/** Whether staff may cancel: anything that has not happened yet. */
export function canStaffCancel(status: BookingStatus): boolean {
  return status === 'confirmed' || status === 'requested' || status === 'arrived'
}

/** Whether staff are offered to cancel: what was only asked for is declined instead, with a reason. */
export function isCancelOffered(status: BookingStatus): boolean {
  return canStaffCancel(status) && status !== 'requested'
}

/**
 * What a cancellation costs by the policy snapshotted on the booking: the late fee inside the notice period, else nothing. What was only
 * asked for, and what the clinic called off, costs nothing. Policy prices a late cancellation; it never blocks one (domain.md, Booking).
 */
export function cancellationFee(
  booking: {
    status?: BookingStatus
    startsAt: Date
    cancelNoticeHours: number
    lateCancelFeeCents: number
  } & CalledOff,
  at: Date,
): number {
  if (booking.status === 'requested' || isCalledOff(booking)) return 0
  const isLate = booking.startsAt.getTime() - at.getTime() < booking.cancelNoticeHours * 3_600_000
  return isLate ? booking.lateCancelFeeCents : 0
}

/** What staff decide about the late fee when they cancel: it applies, or it is let go with a reason. */
export type FeeDecision = { fee: 'charge' } | { fee: 'waive'; because: string }

/** What a cancellation by staff costs, and why not. Null where a fee is due and nothing was decided: nobody is charged, or let off, unsaid. */
export function staffCancellationFee(
  dueCents: number,
  decision: FeeDecision | null,
): { cents: number; waivedBecause: string | null } | null {
  if (dueCents === 0) return { cents: 0, waivedBecause: null }
  if (decision === null) return null
  if (decision.fee === 'charge') return { cents: dueCents, waivedBecause: null }
  return decision.because ? { cents: 0, waivedBecause: decision.because } : null
}

const FORWARD = {
  arrive: { from: ['confirmed', 'no_show'], to: 'arrived' },
  start: { from: ['arrived'], to: 'in_progress' },
  complete: { from: ['in_progress'], to: 'completed' },
  no_show: { from: ['confirmed', 'arrived'], to: 'no_show' },
} as const
const BACK = {
  arrived: 'confirmed',
  in_progress: 'arrived',
  completed: 'in_progress',
  no_show: 'confirmed',
} as const

/** The state a step of the day leads to, or null where it cannot be taken. `undo` takes back the last one. */
export function stateAfter(status: BookingStatus, step: keyof typeof FORWARD | 'undo'): BookingStatus | null {
  if (step === 'undo') return status in BACK ? BACK[status as keyof typeof BACK] : null
  const { from, to } = FORWARD[step]
  return (from as readonly BookingStatus[]).includes(status) ? to : null
}

/** The steps that can be taken now, in the order the desk reads them. */
export function stepsFrom(status: BookingStatus): (keyof typeof FORWARD | 'undo')[] {
  return (['arrive', 'start', 'complete', 'no_show', 'undo'] as const).filter(
    (step) => stateAfter(status, step) !== null,
  )
}

/** Of a day in order of time: who is being seen, and who is next: whoever has arrived first by appointment, else the next still to come. */
export function nowAndNext<Item extends { status: BookingStatus }>(
  items: readonly Item[],
): { current: Item | undefined; next: Item | undefined } {
  const first = (status: BookingStatus) => items.find((item) => item.status === status)
  return { current: first('in_progress'), next: first('arrived') ?? first('confirmed') }
}

/** Whole minutes from one instant to a later one; none where it is not later. */
export function minutesBetween(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / 60_000))
}
