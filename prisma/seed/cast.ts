/**
 * The one cast of the demo, the seed, the tests and the demo's sign-in page: pure data. Everybody here is made up; phone numbers are from
 * the ranges Australia's ACMA keeps for fiction (Nigeria keeps none: zeros), email addresses from the reserved domains of RFC 2606.
 * Ids are constants, so that a test may name anybody without looking them up.
 */

/** For the demo only; printed at start and on the demo's sign-in page. */
export const DEMO_PASSWORD = 'harbour-demo-2026'

/** `kind`: 1 clinic, 2 location, 3 service, 4 account, 5 practitioner, 6 patient, 7 room or equipment. */
const id = (kind: number, n: number) => `a000000${kind}-0000-4000-8000-${String(n).padStart(12, '0')}`

type Person = { accountId: string; email: string; name: string; phone: string | null; role: string }

/** Everybody with an account. `role` is said on the demo's sign-in page. */
export const people = {
  ada: person(1, 'ada@example.com', 'Ada Lindqvist', '+61491570156', 'Patient'),
  ben: person(2, 'ben@example.com', 'Ben Okafor', '+61491570157', 'Patient, and parent of Cleo and Dan'),
  mora: person(3, 'mora@harbour.example', 'Dr Lucia Mora', null, 'Doctor at Harbour'),
  noor: person(4, 'noor@harbour.example', 'Noor Haddad', null, 'Nurse at Harbour'),
  kim: person(5, 'kim@harbour.example', 'Kim Tran', null, 'Front desk at Harbour'),
  ines: person(6, 'ines@harbour.example', 'Ines Duarte', null, 'Admin at Harbour'),
  ade: person(7, 'ade@lagoon.example', 'Dr Ade Balogun', null, 'Doctor at Lagoon'),
  tola: person(8, 'tola@lagoon.example', 'Tola Eze', null, 'Front desk at Lagoon'),
} as const satisfies Record<string, Person>

export const harbourStreet = {
  id: id(2, 1),
  name: 'Harbour Street',
  kind: 'in_person',
  timeZone: 'Australia/Sydney',
  address: '12 Harbour Street, Sydney NSW 2000',
} as const
export const telehealth = {
  id: id(2, 2),
  name: 'Telehealth',
  kind: 'telehealth',
  timeZone: 'Australia/Sydney',
  address: null,
} as const
const marinaRoad = {
  id: id(2, 3),
  name: 'Marina Road',
  kind: 'in_person',
  timeZone: 'Africa/Lagos',
  address: '7 Marina Road, Lagos Island, Lagos',
} as const

export const gp = {
  id: id(3, 1),
  code: 'gp',
  name: 'GP appointment',
  category: 'General practice',
  description: 'See a doctor about anything that worries you, in person or by video.',
  modes: ['in_person', 'video'],
  initialMinutes: 40,
  initialPriceCents: 12_000,
  followUpMinutes: 20,
  followUpPriceCents: 6_500,
  noticeMinutes: 60,
  horizonDays: 400,
  minimumAgeYears: null,
} as const
export const nurse = {
  id: id(3, 2),
  code: 'nurse',
  name: 'Nurse appointment',
  category: 'Nursing',
  description: 'Dressings, vaccinations, blood pressure and blood tests.',
  modes: ['in_person'],
  initialMinutes: 20,
  initialPriceCents: 3_500,
  followUpMinutes: 20,
  followUpPriceCents: 3_500,
  noticeMinutes: 60,
  horizonDays: 180,
  minimumAgeYears: null,
} as const
export const weightLoss = {
  id: id(3, 3),
  code: 'weight-loss',
  name: 'Weight-loss clinic',
  category: 'Programs',
  description: 'A plan for your weight with a doctor, for adults.',
  modes: ['in_person', 'video'],
  initialMinutes: 60,
  initialPriceCents: 19_500,
  followUpMinutes: 30,
  followUpPriceCents: 9_000,
  noticeMinutes: 240,
  horizonDays: 180,
  minimumAgeYears: 18,
} as const
/** For a group: it is booked by taking a seat in one of its sessions. */
export const movement = {
  id: id(3, 5),
  code: 'movement',
  name: 'Movement class',
  category: 'Groups',
  description: 'Strength and balance in a small group, led by a nurse.',
  modes: ['in_person'],
  initialMinutes: 45,
  initialPriceCents: 2_500,
  followUpMinutes: 45,
  followUpPriceCents: 2_500,
  noticeMinutes: 60,
  horizonDays: 90,
  minimumAgeYears: 16,
  capacity: 8,
} as const
/** Asked for, and answered by the front desk. */
export const procedure = {
  id: id(3, 6),
  code: 'procedure',
  name: 'Minor procedure',
  category: 'General practice',
  description: 'A small procedure in the treatment room, such as taking off a mole.',
  modes: ['in_person'],
  initialMinutes: 40,
  initialPriceCents: 22_000,
  followUpMinutes: 20,
  followUpPriceCents: 9_000,
  noticeMinutes: 1_440,
  horizonDays: 90,
  minimumAgeYears: null,
  requestHours: 72,
} as const
const family = {
  id: id(3, 4),
  code: 'family',
  name: 'Family doctor',
  category: 'General practice',
  description: 'A visit to the doctor for any member of the family.',
  modes: ['in_person'],
  initialMinutes: 30,
  initialPriceCents: 2_500_000,
  followUpMinutes: 15,
  followUpPriceCents: 1_200_000,
  noticeMinutes: 60,
  horizonDays: 180,
  minimumAgeYears: null,
} as const

/** What a service needs besides its practitioner; each of these is claimed with the visit. */
const groupRoom = { id: id(7, 1), kind: 'room', name: 'Group room', services: [movement] } as const
const treatmentRoom = { id: id(7, 2), kind: 'room', name: 'Treatment room', services: [procedure] } as const
const diathermy = { id: id(7, 3), kind: 'equipment', name: 'Diathermy unit', services: [procedure] } as const

/** Minutes after local midnight. */
const at = (hours: number, minutes = 0) => hours * 60 + minutes

/**
 * `services` fill the diary; `alsoOffers` are booked in ways of their own (`ahead.ts`).
 * Weekly hours: ISO weekdays (Monday 1), minutes of wall time `[start, end)`. Two entries leave a break between them.
 */
export const drMora = {
  id: id(5, 1),
  person: people.mora,
  title: 'General practitioner',
  services: [gp, weightLoss],
  alsoOffers: [procedure],
  hours: [harbourStreet, telehealth].flatMap((location) => [
    { location, weekdays: [1, 2, 3, 4, 5], start: at(9), end: at(12, 30) },
    { location, weekdays: [1, 2, 3, 4, 5], start: at(13, 30), end: at(17) },
  ]),
}
export const nurseNoor = {
  id: id(5, 2),
  person: people.noor,
  title: 'Registered nurse',
  services: [nurse],
  alsoOffers: [movement],
  hours: [{ location: harbourStreet, weekdays: [1, 3, 5], start: at(8), end: at(12) }],
}
const drAde = {
  id: id(5, 3),
  person: people.ade,
  title: 'Family physician',
  services: [family],
  alsoOffers: [],
  hours: [
    { location: marinaRoad, weekdays: [1, 2, 3, 4, 5], start: at(8), end: at(12) },
    { location: marinaRoad, weekdays: [1, 2, 3, 4, 5], start: at(13), end: at(16) },
  ],
}

export const harbour = {
  id: id(1, 1),
  slug: 'harbour',
  name: 'Harbour',
  timeZone: 'Australia/Sydney',
  currency: 'AUD',
  phone: '+61255500123',
  email: 'hello@harbour.example',
  address: '12 Harbour Street, Sydney NSW 2000',
  openingHours: 'Monday to Friday, 8:00 am to 5:00 pm',
  cancelNoticeHours: 24,
  lateCancelFeeCents: 3_000,
  locations: [harbourStreet, telehealth],
  services: [gp, nurse, weightLoss, movement, procedure],
  resources: [groupRoom, treatmentRoom, diathermy],
  practitioners: [drMora, nurseNoor],
  staff: [
    { person: people.mora, roles: ['practitioner'] },
    { person: people.noor, roles: ['nurse', 'practitioner'] },
    { person: people.kim, roles: ['receptionist'] },
    { person: people.ines, roles: ['admin'] },
  ],
} as const

/** Nobody at Harbour may ever see anything of this one. */
export const lagoon = {
  id: id(1, 2),
  slug: 'lagoon',
  name: 'Lagoon',
  timeZone: 'Africa/Lagos',
  currency: 'NGN',
  phone: '+2348000000000',
  email: 'hello@lagoon.example',
  address: '7 Marina Road, Lagos Island, Lagos',
  openingHours: 'Monday to Friday, 8:00 am to 4:00 pm',
  cancelNoticeHours: 24,
  lateCancelFeeCents: 500_000,
  locations: [marinaRoad],
  services: [family],
  resources: [],
  practitioners: [drAde],
  staff: [
    { person: people.ade, roles: ['practitioner'] },
    { person: people.tola, roles: ['receptionist'] },
  ],
} as const

export const clinics = [harbour, lagoon] as const

/** Patients who belong to the story. `actedForBy`: accounts and what they are to the patient. */
export const patients = {
  ada: patient(1, 'Ada', 'Lindqvist', '1990-12-10', '+61491570156', 'ada@example.com', [
    { person: people.ada, relationship: 'self' },
  ]),
  ben: patient(2, 'Ben', 'Okafor', '1984-03-02', '+61491570157', 'ben@example.com', [
    { person: people.ben, relationship: 'self' },
  ]),
  cleo: patient(3, 'Cleo', 'Okafor', '2016-07-19', '+61491570157', null, [
    { person: people.ben, relationship: 'parent' },
  ]),
  dan: patient(4, 'Dan', 'Okafor', '2019-11-05', '+61491570157', null, [
    { person: people.ben, relationship: 'parent' },
  ]),
} as const

/** Patients who fill Harbour's diary and have no account. */
export const harbourOthers = [
  patient(11, 'Elif', 'Yılmaz', '1978-05-23', '+61491570158', 'elif@example.com'),
  patient(12, 'Frank', 'O’Hara', '1951-09-30', '+61491570159', null),
  patient(13, 'Grace', 'Nguyen', '1999-01-14', '+61491570110', 'grace@example.com'),
  patient(14, 'Hiro', 'Tanaka', '1966-08-08', '+61491570313', 'hiro@example.com'),
  patient(15, 'Isla', 'McKenzie', '2004-04-27', '+61491570737', 'isla@example.com'),
  patient(16, 'José', 'Alvarado', '1989-06-16', '+61491571266', 'jose@example.com'),
  patient(17, 'Katya', 'Petrova', '1973-02-11', '+61491571491', null),
  patient(18, 'Leilani', 'Kealoha', '1995-10-03', '+61491571804', 'leilani@example.com'),
] as const

/** Lagoon's own. */
export const lagoonOthers = [
  patient(21, 'Chidi', 'Nwosu', '1981-12-01', '+2348030000001', 'chidi@example.com'),
  patient(22, 'Folake', 'Adeyemi', '1993-03-18', '+2348030000002', 'folake@example.com'),
] as const

/** What the demo's sign-in page and the start script list, in this order. */
export const signIns: readonly Person[] = Object.values(people)

export type CastClinic = (typeof clinics)[number]
export type CastPatient = ReturnType<typeof patient>

function person<E extends string>(n: number, email: E, name: string, phone: string | null, role: string) {
  return { accountId: id(4, n), email, name, phone, role }
}

function patient(
  n: number,
  firstName: string,
  lastName: string,
  dateOfBirth: string,
  phone: string,
  email: string | null,
  actedForBy: readonly { person: Person; relationship: string }[] = [],
) {
  return { id: id(6, n), firstName, lastName, dateOfBirth, phone, email, actedForBy }
}
