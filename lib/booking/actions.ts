'use server'

import { defineAction } from '../actions/define'
import { bookForCaller } from './commands/caller'
import { cancelBooking } from './commands/cancel'
import { moveBooking } from './commands/move'
import { takeStep } from './commands/step'
import { callerBookingInput, staffCancelInput, staffMoveInput, stepInput } from './schema'

/** Arrive, start, complete, did not attend, and undo, from the day's list. */
export const takeStepAction = defineAction({ as: 'staff', input: stepInput, command: takeStep })

/** The desk books for somebody on the phone. */
export const bookForCallerAction = defineAction({
  as: 'staff',
  input: callerBookingInput,
  command: bookForCaller,
  then: ({ bookingId }) => `/desk/bookings/${bookingId}/booked`,
})

/** The desk moves an appointment. */
export const staffMoveAction = defineAction({
  as: 'staff',
  input: staffMoveInput,
  command: moveBooking,
  then: (_moved, { bookingId }) => `/desk/bookings/${bookingId}?done=moved`,
})

/** The desk cancels an appointment, with a reason. */
export const staffCancelAction = defineAction({
  as: 'staff',
  input: staffCancelInput,
  command: cancelBooking,
  then: (_cancelled, { bookingId }) => `/desk/bookings/${bookingId}?done=cancelled`,
})
