'use server'

import { defineAction } from '../actions/define'
import { withDraft } from '../actions/draft'
import { sendProposals } from './commands/away'
import { moveOnCalendar, takeBackMove } from './commands/calendar'
import { bookForCaller, cancelForDesk, moveForDesk } from './commands/caller'
import { choosePerson, chooseTime, confirmBooking, keepDetails } from './commands/journey'
import { answerMine, cancelMine, moveMine } from './commands/mine'
import { moveGroupSession, moveSessionOnCalendar } from './commands/move-session'
import { answerProposal, proposeTime } from './commands/proposals'
import { acceptRequest, declineRequest } from './commands/requests'
import { bookSeries } from './commands/series'
import { cancelGroupSession, scheduleGroupSession } from './commands/sessions'
import { startAgain } from './commands/start-again'
import { takeStep } from './commands/step'
import { toldByPhone } from './commands/told'
import { callerBookingInput, staffCancelInput, staffMoveInput, stepInput } from './schema'
import { bookSeriesInput, cancelSessionInput, moveSessionInput, scheduleSessionInput } from './schema/ahead'
import { sendProposalsInput, toldByPhoneInput } from './schema/away'
import { moveOnCalendarInput, moveSessionOnCalendarInput, takeBackMoveInput } from './schema/calendar'
import {
  bookingDraft,
  choosePersonInput,
  chooseTimeInput,
  confirmInput,
  detailsInput,
  startAgainInput,
} from './schema/draft'
import { myCancelInput, myMoveInput } from './schema/mine'
import { acceptRequestInput, answerProposalInput, declineRequestInput, proposeInput } from './schema/requests'

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
  command: moveForDesk,
  then: (_moved, { bookingId }) => `/desk/bookings/${bookingId}?done=moved`,
})

/** Put elsewhere on the calendar, or stretched there. */
export const moveOnCalendarAction = defineAction({
  as: 'staff',
  input: moveOnCalendarInput,
  command: moveOnCalendar,
})

/** Undo of that. */
export const takeBackMoveAction = defineAction({
  as: 'staff',
  input: takeBackMoveInput,
  command: takeBackMove,
})

/** The desk cancels an appointment, with a reason. */
export const staffCancelAction = defineAction({
  as: 'staff',
  input: staffCancelInput,
  command: cancelForDesk,
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

/** The desk says yes to what a patient asked for. */
export const acceptRequestAction = defineAction({
  as: 'staff',
  input: acceptRequestInput,
  command: acceptRequest,
})

/** The desk says no, and why. */
export const declineRequestAction = defineAction({
  as: 'staff',
  input: declineRequestInput,
  command: declineRequest,
  then: () => '/desk/requests?done=declined',
})

/** The desk proposes another time. */
export const proposeTimeAction = defineAction({
  as: 'staff',
  input: proposeInput,
  command: proposeTime,
  then: () => '/desk/requests?done=proposed',
})

/** Whoever has the manage link answers what the clinic proposes. */
export const answerByLinkAction = defineAction({
  as: 'link',
  input: answerProposalInput,
  command: answerMine,
  then: pathOf,
})

/** A signed-in person answers what the clinic proposes. */
export const answerMineAction = defineAction({
  as: 'patient',
  input: answerProposalInput,
  command: answerMine,
  then: pathOf,
})

/** The desk answers a proposal for whoever says so on the phone. */
export const answerForCallerAction = defineAction({
  as: 'staff',
  input: answerProposalInput,
  command: answerProposal,
})

/** Somebody is away: leave, other times, one message to each patient. */
export const sendProposalsAction = defineAction({
  as: 'staff',
  input: sendProposalsInput,
  command: sendProposals,
  then: ({ rebookingId, told, replaced, missed }) =>
    `/desk/away/${rebookingId}?${new URLSearchParams({ told: String(told), replaced: replaced.join(' '), missed: String(missed.length) })}`,
})

/** Somebody whom no mail reaches was told by phone. */
export const toldByPhoneAction = defineAction({
  as: 'staff',
  input: toldByPhoneInput,
  command: toldByPhone,
})

/** The desk makes a group session. */
export const scheduleSessionAction = defineAction({
  as: 'staff',
  input: scheduleSessionInput,
  command: scheduleGroupSession,
  then: ({ sessionId }) => `/desk/sessions/${sessionId}`,
})

/** The desk moves a group session with everybody in it. */
export const moveSessionAction = defineAction({
  as: 'staff',
  input: moveSessionInput,
  command: moveGroupSession,
  then: (_moved, { sessionId }) => `/desk/sessions/${sessionId}?done=moved`,
})

/** A group session put elsewhere on the calendar, and the undo of that. */
export const moveSessionOnCalendarAction = defineAction({
  as: 'staff',
  input: moveSessionOnCalendarInput,
  command: moveSessionOnCalendar,
})

/** The desk cancels a group session. */
export const cancelSessionAction = defineAction({
  as: 'staff',
  input: cancelSessionInput,
  command: cancelGroupSession,
  then: () => '/desk/sessions?done=cancelled',
})

/** The desk books a series that it has looked at. */
export const bookSeriesAction = defineAction({
  as: 'staff',
  input: bookSeriesInput,
  command: bookSeries,
  then: ({ bookingIds }) => `/desk/bookings/${bookingIds[0]}/booked`,
})
