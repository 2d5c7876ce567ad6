import { type Actor, actors, type StaffRole } from './lib/access/actor'
import * as availability from './lib/availability/policy'
import * as booking from './lib/booking/policy'
import * as care from './lib/care/policy'
import * as chart from './lib/chart/policy'
import * as clinics from './lib/clinics/policy'
import * as feeds from './lib/feeds/policy'
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
  'lib/availability/policy.ts': availability,
  'lib/booking/policy.ts': booking,
  'lib/care/policy.ts': care,
  'lib/chart/policy.ts': chart,
  'lib/feeds/policy.ts': feeds,
  'lib/clinics/policy.ts': clinics,
  'lib/notes/policy.ts': notes,
  'lib/people/policy.ts': people,
}

const HERE = 'here'
const BOOKING = { id: 'booking', clinicId: HERE }

const via = { ip: 'none', requestId: 'none' }
const account = { via, accountId: 'account', sessionId: 'session', name: 'Somebody' }
const staffAt = (clinicId: string, ...roles: StaffRole[]) =>
  actors.staff({ kind: 'staff', ...account, clinicId, clinicSlug: clinicId, roles })

/** Everybody who may ask. `elsewhere`: at work in another clinic, in every role at once. */
export const ACTORS = {
  guest: actors.guest(via),
  keeper: actors.guest(via, 'hold'),
  link: actors.link(via, BOOKING.id, HERE),
  otherLink: actors.link(via, 'another booking', HERE),
  patient: actors.patient({ kind: 'patient', ...account, email: 'somebody@example.com' }),
  receptionist: staffAt(HERE, 'receptionist'),
  nurse: staffAt(HERE, 'nurse'),
  practitioner: staffAt(HERE, 'practitioner'),
  /** A nurse with appointments of their own. */
  nursePractitioner: staffAt(HERE, 'nurse', 'practitioner'),
  admin: staffAt(HERE, 'admin'),
  auditor: staffAt(HERE, 'auditor'),
  roleless: staffAt(HERE),
  unknownRole: staffAt(HERE, 'janitor' as StaffRole),
  elsewhere: staffAt('elsewhere', 'receptionist', 'nurse', 'practitioner', 'admin', 'auditor'),
  system: actors.system(via),
} satisfies Record<string, Actor>

type Who = keyof typeof ACTORS
type Deed = { deed: string; asks: unknown; may: (actor: Actor) => boolean; who: readonly Who[] }

const DESK = ['receptionist', 'nurse', 'practitioner', 'nursePractitioner', 'admin'] as const
const CLINICIANS = ['nurse', 'practitioner', 'nursePractitioner'] as const
const STAFF = [...DESK, 'auditor', 'roleless', 'unknownRole'] as const

export const DEEDS: readonly Deed[] = [
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
    who: ['link', 'patient', ...DESK],
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
    deed: 'open charts here',
    asks: chart.mayReadChart,
    may: (actor) => chart.mayReadChart(actor, HERE),
    who: CLINICIANS,
  },
  {
    deed: 'write on charts here, and decide on what patients told us',
    asks: chart.mayWriteChart,
    may: (actor) => chart.mayWriteChart(actor, HERE),
    who: CLINICIANS,
  },
  {
    deed: 'tell us something for a chart here',
    asks: chart.mayProposeChange,
    may: (actor) => chart.mayProposeChange(actor, HERE),
    who: ['link', 'otherLink', 'patient', ...CLINICIANS, 'system'],
  },
  {
    deed: 'read notes here',
    asks: notes.mayReadNotes,
    may: (actor) => notes.mayReadNotes(actor, HERE),
    who: CLINICIANS,
  },
  {
    deed: 'write notes here, and add to signed ones',
    asks: notes.mayWriteNotes,
    may: (actor) => notes.mayWriteNotes(actor, HERE),
    who: CLINICIANS,
  },
  {
    deed: 'change their own draft here',
    asks: notes.mayChangeDraft,
    may: (actor) => notes.mayChangeDraft(actor, { clinicId: HERE, authorId: 'account' }),
    who: CLINICIANS,
  },
  {
    deed: 'change the draft of somebody else here',
    asks: notes.mayChangeDraft,
    may: (actor) => notes.mayChangeDraft(actor, { clinicId: HERE, authorId: 'another' }),
    who: [],
  },
  {
    deed: 'sign their own note here',
    asks: notes.maySignNote,
    may: (actor) => notes.maySignNote(actor, { clinicId: HERE, authorId: 'account', handedOverAt: null }),
    who: ['practitioner'],
  },
  {
    deed: 'sign a note that was handed over here',
    asks: notes.maySignNote,
    may: (actor) =>
      notes.maySignNote(actor, { clinicId: HERE, authorId: 'another', handedOverAt: new Date(0) }),
    who: ['practitioner'],
  },
  {
    deed: 'sign the draft of somebody else here',
    asks: notes.maySignNote,
    may: (actor) => notes.maySignNote(actor, { clinicId: HERE, authorId: 'another', handedOverAt: null }),
    who: [],
  },
  {
    deed: 'release the summary of a visit here',
    asks: notes.mayReleaseSummary,
    may: (actor) => notes.mayReleaseSummary(actor, HERE),
    who: ['practitioner'],
  },
  {
    deed: 'keep a template for notes of their own here',
    asks: notes.mayKeepTemplate,
    may: (actor) => notes.mayKeepTemplate(actor, { clinicId: HERE, accountId: 'account' }),
    who: CLINICIANS,
  },
  {
    deed: 'keep a template for notes of somebody else here',
    asks: notes.mayKeepTemplate,
    may: (actor) => notes.mayKeepTemplate(actor, { clinicId: HERE, accountId: 'another' }),
    who: [],
  },
  {
    deed: 'keep the clinic’s templates for notes',
    asks: notes.mayKeepTemplate,
    may: (actor) => notes.mayKeepTemplate(actor, { clinicId: HERE, accountId: null }),
    who: ['practitioner'],
  },
  {
    deed: 'open the record of somebody they do not treat here, for a reason',
    asks: care.mayOpenInEmergency,
    may: (actor) => care.mayOpenInEmergency(actor, HERE),
    who: CLINICIANS,
  },
  {
    deed: 'read who opened a record here',
    asks: care.mayReadLooks,
    may: (actor) => care.mayReadLooks(actor, HERE),
    who: [...CLINICIANS, 'admin'],
  },
  {
    deed: 'see which records were opened in an emergency here',
    asks: care.mayReviewEmergencies,
    may: (actor) => care.mayReviewEmergencies(actor, HERE),
    who: ['admin'],
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
]
