import { type Actor, actors, type StaffRole } from './lib/access/actor'
import * as availability from './lib/availability/policy'
import * as booking from './lib/booking/policy'
import * as clinics from './lib/clinics/policy'
import * as people from './lib/people/policy'

/**
 * Who may do what: one line for each thing somebody can ask of the portal. access-matrix.test.ts holds the code to it, and fails on a
 * `may…`, a page, a route handler or an action that has no line here.
 *
 * To extend it:
 *   a new `may…` in a policy    a line in DEEDS with who may (everybody else may not); a new policy file also goes into POLICIES
 *   a new page                  its file in DOORS: 'anyone', 'patient', 'staff', 'link', 'demo'
 *   a new route handler         'GET app/…/route.ts' in DOORS: 'guest', 'link', 'anyone', 'demo', 'nowhere'
 *   a new action                'lib/…/actions.ts nameAction' in DOORS: what its `as` says
 * A door only says as who somebody comes in. What they may do there is a deed; which rows they see is row-level security's
 * (lib/db/*.db.test.ts): a policy that says yes to `patient` says it of what the patient can see at all.
 */

export const POLICIES: Record<string, Record<string, unknown>> = {
  'lib/availability/policy.ts': availability,
  'lib/booking/policy.ts': booking,
  'lib/clinics/policy.ts': clinics,
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
  admin: staffAt(HERE, 'admin'),
  auditor: staffAt(HERE, 'auditor'),
  roleless: staffAt(HERE),
  unknownRole: staffAt(HERE, 'janitor' as StaffRole),
  elsewhere: staffAt('elsewhere', 'receptionist', 'nurse', 'practitioner', 'admin', 'auditor'),
  system: actors.system(via),
} satisfies Record<string, Actor>

type Who = keyof typeof ACTORS
type Deed = { deed: string; asks: unknown; may: (actor: Actor) => boolean; who: readonly Who[] }

const DESK = ['receptionist', 'nurse', 'practitioner', 'admin'] as const
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

/**
 * `auth`: the sign-in handlers themselves. `demo`: everybody in the demo, nobody elsewhere. `guest`: whoever, their cookies not looked at.
 * `nowhere`: there is nothing behind it for anybody.
 */
export type Door = 'anyone' | 'nowhere' | 'guest' | 'patient' | 'staff' | 'link' | 'auth' | 'demo'

/** Setting up, every page of it. */
const adminPages = Object.fromEntries(
  [
    ...['', 'clinic/', 'locations/', 'locations/new/', 'locations/[locationId]/', 'people/'],
    ...[
      'people/invite/',
      'people/[memberId]/',
      'people/practitioners/new/',
      'people/practitioners/[practitionerId]/',
    ],
    ...['rooms/', 'rooms/new/', 'rooms/[resourceId]/', 'services/', 'services/new/', 'services/[serviceId]/'],
    ...['services/[serviceId]/offers/', 'services/[serviceId]/needs/'],
  ].map((folder) => [`app/(staff)/admin/${folder}page.tsx`, 'staff' as const]),
)

export const DOORS: Record<string, Door> = {
  'app/(public)/page.tsx': 'anyone',
  'app/(public)/[clinic]/page.tsx': 'anyone',
  'app/(patient)/my/page.tsx': 'patient',
  'app/(patient)/my/appointments/[id]/page.tsx': 'patient',
  'app/(patient)/my/appointments/[id]/cancel/page.tsx': 'patient',
  'app/(patient)/my/appointments/[id]/move/page.tsx': 'patient',
  'app/(patient)/my/appointments/[id]/move/confirm/page.tsx': 'patient',
  'app/(public)/join/[token]/page.tsx': 'anyone',
  'app/(public)/manage/[token]/page.tsx': 'link',
  'app/(public)/manage/[token]/booked/page.tsx': 'link',
  'app/(public)/manage/[token]/cancel/page.tsx': 'link',
  'app/(public)/manage/[token]/move/page.tsx': 'link',
  'app/(public)/manage/[token]/move/confirm/page.tsx': 'link',
  'app/(public)/[clinic]/book/page.tsx': 'anyone',
  'app/(public)/[clinic]/book/check/page.tsx': 'anyone',
  'app/(public)/[clinic]/book/details/page.tsx': 'anyone',
  'app/(public)/[clinic]/book/person/page.tsx': 'anyone',
  'app/(public)/[clinic]/book/how/page.tsx': 'anyone',
  'app/(public)/[clinic]/book/visit/page.tsx': 'anyone',
  'app/(public)/[clinic]/book/when/page.tsx': 'anyone',
  'app/(public)/[clinic]/book/who/page.tsx': 'anyone',
  'app/(public)/sign-in/page.tsx': 'anyone',
  ...adminPages,
  'app/(staff)/clinic/day/page.tsx': 'staff',
  'app/(staff)/desk/page.tsx': 'staff',
  'app/(staff)/desk/why/page.tsx': 'staff',
  'app/(staff)/desk/book/page.tsx': 'staff',
  'app/(staff)/desk/book/new/page.tsx': 'staff',
  'app/(staff)/desk/book/[patientId]/page.tsx': 'staff',
  'app/(staff)/desk/book/[patientId]/series/page.tsx': 'staff',
  'app/(staff)/desk/requests/page.tsx': 'staff',
  'app/(staff)/desk/sessions/page.tsx': 'staff',
  'app/(staff)/desk/sessions/[sessionId]/page.tsx': 'staff',
  'app/(staff)/desk/bookings/[bookingId]/decline/page.tsx': 'staff',
  'app/(staff)/desk/bookings/[bookingId]/propose/page.tsx': 'staff',
  'app/(staff)/desk/bookings/[bookingId]/page.tsx': 'staff',
  'app/(staff)/desk/bookings/[bookingId]/booked/page.tsx': 'staff',
  'app/(staff)/desk/bookings/[bookingId]/cancel/page.tsx': 'staff',
  'app/(staff)/desk/bookings/[bookingId]/move/page.tsx': 'staff',
  'app/(staff)/admin/hours/page.tsx': 'staff',
  'app/(staff)/admin/hours/[practitionerId]/page.tsx': 'staff',
  'app/(staff)/admin/closures/page.tsx': 'staff',
  'app/dev/mailbox/page.tsx': 'demo',
  'app/dev/mailbox/[id]/page.tsx': 'demo',

  'GET app/(public)/manage/[token]/calendar.ics/route.ts': 'link',
  'GET app/(patient)/my/appointments/[id]/calendar.ics/route.ts': 'patient',
  'POST app/api/booking/leaving/route.ts': 'anyone',
  'GET app/dev/mailbox/[id]/[file]/route.ts': 'demo',
  'GET app/api/auth/[...nextauth]/route.ts': 'auth',
  'POST app/api/auth/[...nextauth]/route.ts': 'auth',
  'POST app/api/auth/sign-out/route.ts': 'auth',
  'GET app/api/[[...unknown]]/route.ts': 'nowhere',
  'HEAD app/api/[[...unknown]]/route.ts': 'nowhere',
  'POST app/api/[[...unknown]]/route.ts': 'nowhere',
  'PUT app/api/[[...unknown]]/route.ts': 'nowhere',
  'PATCH app/api/[[...unknown]]/route.ts': 'nowhere',
  'DELETE app/api/[[...unknown]]/route.ts': 'nowhere',
  'OPTIONS app/api/[[...unknown]]/route.ts': 'nowhere',
  'GET app/api/health/route.ts': 'anyone',
  'GET app/api/ready/route.ts': 'anyone',
  'GET app/api/v1/openapi.json/route.ts': 'anyone',
  'GET app/api/v1/clinics/route.ts': 'guest',
  'GET app/api/v1/clinics/[slug]/services/route.ts': 'guest',
  'GET app/api/v1/clinics/[slug]/practitioners/route.ts': 'guest',
  'GET app/api/v1/clinics/[slug]/slots/route.ts': 'guest',
  'GET app/api/v1/clinics/[slug]/slots/next/route.ts': 'guest',
  'POST app/api/v1/clinics/[slug]/holds/route.ts': 'guest',
  'POST app/api/v1/clinics/[slug]/bookings/route.ts': 'guest',
  'GET app/api/v1/bookings/[reference]/route.ts': 'link',
  'POST app/api/v1/bookings/[reference]/move/route.ts': 'link',
  'POST app/api/v1/bookings/[reference]/cancel/route.ts': 'link',

  'lib/account/actions.ts signInAction': 'anyone',
  'lib/account/actions.ts chooseClinicAction': 'staff',
  'lib/clinics/actions.ts changeClinicAction': 'staff',
  'lib/clinics/actions.ts saveLocationAction': 'staff',
  'lib/clinics/actions.ts saveResourceAction': 'staff',
  'lib/clinics/actions.ts changeRolesAction': 'staff',
  'lib/clinics/actions.ts endMemberAction': 'staff',
  'lib/clinics/actions.ts savePractitionerAction': 'staff',
  'lib/clinics/actions.ts saveServiceAction': 'staff',
  'lib/clinics/actions.ts saveOffersAction': 'staff',
  'lib/clinics/actions.ts saveNeedsAction': 'staff',
  'lib/invitations/actions.ts inviteStaffAction': 'staff',
  'lib/invitations/actions.ts withdrawInvitationAction': 'staff',
  'lib/invitations/actions.ts joinAsNewAction': 'anyone',
  'lib/invitations/actions.ts joinClinicAction': 'patient',
  'lib/invitations/actions.ts foundClinicAction': 'patient',
  'lib/booking/actions.ts takeStepAction': 'staff',
  'lib/booking/actions.ts bookForCallerAction': 'staff',
  'lib/booking/actions.ts staffMoveAction': 'staff',
  'lib/booking/actions.ts staffCancelAction': 'staff',
  'lib/booking/actions.ts chooseTimeAction': 'anyone',
  'lib/booking/actions.ts choosePersonAction': 'anyone',
  'lib/booking/actions.ts keepDetailsAction': 'anyone',
  'lib/booking/actions.ts confirmBookingAction': 'anyone',
  'lib/booking/actions.ts startAgainAction': 'anyone',
  'lib/booking/actions.ts moveByLinkAction': 'link',
  'lib/booking/actions.ts cancelByLinkAction': 'link',
  'lib/booking/actions.ts moveMineAction': 'patient',
  'lib/booking/actions.ts cancelMineAction': 'patient',
  'lib/booking/actions.ts acceptRequestAction': 'staff',
  'lib/booking/actions.ts declineRequestAction': 'staff',
  'lib/booking/actions.ts proposeTimeAction': 'staff',
  'lib/booking/actions.ts answerByLinkAction': 'link',
  'lib/booking/actions.ts answerMineAction': 'patient',
  'lib/booking/actions.ts scheduleSessionAction': 'staff',
  'lib/booking/actions.ts cancelSessionAction': 'staff',
  'lib/booking/actions.ts bookSeriesAction': 'staff',
  'lib/availability/actions.ts setWeekAction': 'staff',
  'lib/availability/actions.ts planLeaveAction': 'staff',
  'lib/availability/actions.ts openDatesAction': 'staff',
  'lib/availability/actions.ts setTravelAction': 'staff',
  'lib/availability/actions.ts endTravelAction': 'staff',
  'lib/availability/actions.ts endExceptionAction': 'staff',
  'lib/availability/actions.ts closeDatesAction': 'staff',
  'lib/availability/actions.ts importHolidaysAction': 'staff',
  'lib/people/actions.ts findPatientsAction': 'staff',
  'lib/people/actions.ts addPatientAction': 'staff',
}
