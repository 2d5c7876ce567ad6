import type { BookingStatus } from '../../booking/rules'

/** The states of a booking in which its forms are asked for. */
export const FILLABLE = [
  'requested',
  'held',
  'confirmed',
  'arrived',
  'in_progress',
] as const satisfies readonly BookingStatus[]

/** Whether a form can still be filled in: at any time where it belongs to no booking, else until the visit is over or called off. */
export function canStillFill(booking: { status: BookingStatus; endsAt: Date } | null, at: Date): boolean {
  return (
    booking === null ||
    ((FILLABLE as readonly BookingStatus[]).includes(booking.status) && booking.endsAt > at)
  )
}
