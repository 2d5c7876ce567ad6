import { BOOKING, CLINICIANS, DESK, type Deed, HERE } from './access-actors'
import { RECORD_DEEDS } from './access-record'
import * as acting from './lib/acting/policy'
import * as availability from './lib/availability/policy'
import * as booking from './lib/booking/policy'
import * as care from './lib/care/policy'
import * as chart from './lib/chart/policy'
import * as clinics from './lib/clinics/policy'
import * as documents from './lib/documents/policy'
import * as feeds from './lib/feeds/policy'
import * as intake from './lib/intake/policy'
import * as notes from './lib/notes/policy'
import * as people from './lib/people/policy'

/**
 * Who may do what: one line for each thing somebody can ask of the portal. access-matrix.test.ts holds the code to it, and fails on a
 * `may…`, a page, a route handler or an action that has no line here.
 *
 * To extend it:
 *   a new `may…` in a policy    a line in DEEDS with who may (everybody else may not); a new policy file also goes into POLICIES
 *   a new page                  its file in DOORS (access-doors.ts): 'anyone', 'patient', 'staff', 'link', 'demo'
 *   a new route handler         'GET app/…/route.ts' in DOORS: 'guest', 'link', 'anyone', 'demo', 'nowhere'
 *   a new action                'lib/…/actions.ts nameAction' in DOORS: what its `as` says
 * A door only says as who somebody comes in. What they may do there is a deed; which rows they see is row-level security's
 * (lib/db/*.db.test.ts): a policy that says yes to `patient` says it of what the patient can see at all.
 */

export const POLICIES: Record<string, Record<string, unknown>> = {
  'lib/acting/policy.ts': acting,
  'lib/availability/policy.ts': availability,
  'lib/booking/policy.ts': booking,
  'lib/care/policy.ts': care,
  'lib/chart/policy.ts': chart,
  'lib/documents/policy.ts': documents,
  'lib/feeds/policy.ts': feeds,
  'lib/clinics/policy.ts': clinics,
  'lib/intake/policy.ts': intake,
  'lib/notes/policy.ts': notes,
  'lib/people/policy.ts': people,
}

const STAFF = [...DESK, 'auditor', 'roleless', 'unknownRole'] as const

export const DEEDS: readonly Deed[] = [
  {
    deed: 'say here who acts for a patient',
    asks: acting.mayKeepActing,
    may: (actor) => acting.mayKeepActing(actor, HERE),
    who: DESK,
  },
  {
    deed: 'book here for somebody new',
    asks: booking.mayBook,
    may: (actor) => booking.mayBook(actor, HERE, false),
    who: ['guest', 'keeper', 'patient', ...DESK],
  },
  {
    deed: 'book here for somebody on file',
    asks: booking.mayBook,
    may: (actor) => booking.mayBook(actor, HERE, true),
    who: ['patient', ...DESK],
  },
  {
    deed: 'move or cancel a booking here',
    asks: booking.mayChangeBooking,
    may: (actor) => booking.mayChangeBooking(actor, BOOKING),
    who: ['link', 'knownLink', 'patient', ...DESK],
  },
  {
    deed: 'run the day here',
    asks: booking.mayRunDay,
    may: (actor) => booking.mayRunDay(actor, HERE),
    who: DESK,
  },
  {
    deed: 'book over another booking here',
    asks: booking.mayOverbook,
    may: (actor) => booking.mayOverbook(actor, HERE),
    who: DESK,
  },
  {
    deed: 'answer what patients asked for here',
    asks: booking.mayAnswerRequests,
    may: (actor) => booking.mayAnswerRequests(actor, HERE),
    who: DESK,
  },
  {
    deed: 'make group sessions and series here',
    asks: booking.mayPlanAhead,
    may: (actor) => booking.mayPlanAhead(actor, HERE),
    who: DESK,
  },
  {
    deed: 'enter the leave of somebody else here',
    asks: availability.mayTakeLeave,
    may: (actor) => availability.mayTakeLeave(actor, { clinicId: HERE, accountId: 'another' }),
    who: ['receptionist', 'admin'],
  },
  {
    deed: 'enter their own leave here',
    asks: availability.mayTakeLeave,
    may: (actor) => availability.mayTakeLeave(actor, { clinicId: HERE, accountId: 'account' }),
    who: STAFF,
  },
  {
    deed: 'ask why a time here is not offered',
    asks: availability.mayExplain,
    may: (actor) => availability.mayExplain(actor, HERE),
    who: DESK,
  },
  {
    deed: 'set the clinic up',
    asks: clinics.mayAdminister,
    may: (actor) => clinics.mayAdminister(actor, HERE),
    who: ['admin'],
  },
  {
    deed: 'set the hours of somebody else here',
    asks: availability.maySetHours,
    may: (actor) => availability.maySetHours(actor, { clinicId: HERE, accountId: 'another' }),
    who: ['admin'],
  },
  {
    deed: 'set their own hours here',
    asks: availability.maySetHours,
    may: (actor) => availability.maySetHours(actor, { clinicId: HERE, accountId: 'account' }),
    who: STAFF,
  },
  {
    deed: 'close dates here',
    asks: availability.mayCloseDates,
    may: (actor) => availability.mayCloseDates(actor, HERE),
    who: ['receptionist', 'admin'],
  },
  {
    deed: 'connect the calendars of somebody else here',
    asks: feeds.mayConnectCalendars,
    may: (actor) => feeds.mayConnectCalendars(actor, { clinicId: HERE, accountId: 'another' }),
    who: ['admin'],
  },
  {
    deed: 'connect their own calendars here',
    asks: feeds.mayConnectCalendars,
    may: (actor) => feeds.mayConnectCalendars(actor, { clinicId: HERE, accountId: 'account' }),
    who: STAFF,
  },
  {
    deed: 'see the calendars of somebody else here',
    asks: feeds.maySeeCalendars,
    may: (actor) => feeds.maySeeCalendars(actor, { clinicId: HERE, accountId: 'another' }),
    who: ['receptionist', 'admin'],
  },
  {
    deed: 'look up patients (of their own clinic)',
    asks: people.maySearchPatients,
    may: people.maySearchPatients,
    who: [...DESK, 'elsewhere'],
  },
  {
    deed: 'put a patient on file (in their own clinic)',
    asks: people.mayAddPatient,
    may: people.mayAddPatient,
    who: [...DESK, 'elsewhere'],
  },
  {
    deed: 'make and publish the forms of this clinic',
    asks: intake.mayBuildForms,
    may: (actor) => intake.mayBuildForms(actor, HERE),
    who: ['admin'],
  },
  {
    deed: 'ask patients here for a form, and see how far it is',
    asks: intake.mayAskForForms,
    may: (actor) => intake.mayAskForForms(actor, HERE),
    who: DESK,
  },
  {
    deed: 'read what patients here answered',
    asks: intake.mayReadSubmissions,
    may: (actor) => intake.mayReadSubmissions(actor, HERE),
    who: CLINICIANS,
  },
  {
    deed: 'fill in a form for a booking here',
    asks: intake.mayFillIn,
    may: (actor) => intake.mayFillIn(actor, BOOKING.id),
    who: ['knownLink', 'patient'],
  },
  {
    deed: 'fill in a form that is for no booking',
    asks: intake.mayFillIn,
    may: (actor) => intake.mayFillIn(actor, null),
    who: ['patient'],
  },
  {
    deed: 'hand in forms that patients here filled in elsewhere',
    asks: intake.mayImportForms,
    may: (actor) => intake.mayImportForms(actor, HERE),
    who: ['key'],
  },
  ...RECORD_DEEDS,
]
