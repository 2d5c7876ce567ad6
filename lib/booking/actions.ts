'use server'

import { defineAction } from '../actions/define'
import { withDraft } from '../actions/draft'
import { bookForCaller } from './commands/caller'
import { cancelBooking } from './commands/cancel'
import { choosePerson, chooseTime, confirmBooking, keepDetails } from './commands/journey'
import { cancelMine, moveMine } from './commands/mine'
import { moveBooking } from './commands/move'
import { startAgain } from './commands/start-again'
import { takeStep } from './commands/step'
import { callerBookingInput, staffCancelInput, staffMoveInput, stepInput } from './schema'
import {
  bookingDraft,
  choosePersonInput,
  chooseTimeInput,
  confirmInput,
  detailsInput,
  startAgainInput,
} from './schema/draft'
import { myCancelInput, myMoveInput } from './schema/mine'

const pathOf = ({ goTo }: { goTo: string }) => goTo

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

/** A free time on the booking pages: keeps it. */
export const chooseTimeAction = defineAction({
  as: 'anyone',
  input: chooseTimeInput,
  command: withDraft(bookingDraft, chooseTime),
  then: pathOf,
  limit: 'public.hold',
})

/** A signed-in person says for whom they book. */
export const choosePersonAction = defineAction({
  as: 'anyone',
  input: choosePersonInput,
  command: withDraft(bookingDraft, choosePerson),
  then: pathOf,
})

/** "Your details" of the booking pages. */
export const keepDetailsAction = defineAction({
  as: 'anyone',
  input: detailsInput,
  command: withDraft(bookingDraft, keepDetails),
  then: pathOf,
})

/** "Book appointment" on the check page. */
export const confirmBookingAction = defineAction({
  as: 'anyone',
  input: confirmInput,
  command: withDraft(bookingDraft, confirmBooking),
  then: pathOf,
  limit: 'public.book',
})

/** "Start again, clear my answers" on the booking pages. */
export const startAgainAction = defineAction({
  as: 'anyone',
  input: startAgainInput,
  command: withDraft(bookingDraft, startAgain),
  then: pathOf,
})

/** Whoever has the manage link moves the appointment. */
export const moveByLinkAction = defineAction({
  as: 'link',
  input: myMoveInput,
  command: moveMine,
  then: pathOf,
})

/** Whoever has the manage link cancels the appointment. */
export const cancelByLinkAction = defineAction({
  as: 'link',
  input: myCancelInput,
  command: cancelMine,
  then: pathOf,
})

/** A signed-in person moves an appointment of somebody they act for. */
export const moveMineAction = defineAction({
  as: 'patient',
  input: myMoveInput,
  command: moveMine,
  then: pathOf,
})

/** A signed-in person cancels an appointment of somebody they act for. */
export const cancelMineAction = defineAction({
  as: 'patient',
  input: myCancelInput,
  command: cancelMine,
  then: pathOf,
})
