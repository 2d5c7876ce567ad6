import { afterEach, expect, test } from 'vitest'
import { bookAppointment } from '../booking/commands/book'
import { placeHold } from '../booking/commands/hold'
import { setClock } from '../clock'
import { insertBooking } from '../db/testing/booking'
import { need, opening, roomTaken, shut } from '../db/testing/hours'
import { ownerQuery } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import { type Refusal, type RefusalCode, refusal } from '../errors'
import { newId } from '../ids'
import { explainTime } from './queries/explain'
import { RULES } from './rules'
import { EXPLAINED } from './text/explained'

// security.md A10: what may not be booked is refused on the server, by the commands themselves, and leaves nothing behind.

const NIA = { firstName: 'Nia', lastName: 'Ward', dateOfBirth: '1990-05-01', phone: '0491 570 156' }

type Visit = Parameters<typeof placeHold>[1]
type Person = { dateOfBirth?: string }
type Case = {
  code: RefusalCode
  visit?: (world: World) => Partial<Visit>
  /** SQL on the clinic; $1 is its id. */
  change?: string
  person?: Person
  before?: (world: World) => unknown
  /** Known only once details are typed: a hold of the time is fine. */
  isOfPerson?: boolean
  /** Booked by Ada for herself, who is on file. */
  isAda?: boolean
}

const at = (days: number, wall: string) => (world: World) => ({ startsAt: world.at(days, wall) })
const later = (date: Date, minutes: number, seconds = 0) =>
  new Date(date.getTime() + minutes * 60_000 + seconds * 1000)
const elsewhere = (of: (other: World) => Partial<Visit>) => {
  let other: World | null = null
  return {
    before: async () => {
      other = await makeClinic()
    },
    visit: () => (other ? of(other) : {}),
  }
}
const clockAt =
  (wall: string, seconds = 0) =>
  (world: World) =>
    setClock(later(world.at(7, wall), 0, seconds))
const taken =
  (wall: string): Case['before'] =>
  (world) =>
    placeHold(world.as.guest, { ...usual(world), startsAt: world.at(7, wall) })
const booked =
  (wall: string) =>
  (world: World): Promise<unknown> =>
    bookAppointment(world.as.guest, {
      ...usual(world),
      startsAt: world.at(7, wall),
      idempotencyKey: newId(),
      patient: NIA,
    })
const rules = (set: string) => `UPDATE availability_rule SET ${set} WHERE clinic_id = $1`
const services = (set: string) => `UPDATE service SET ${set} WHERE clinic_id = $1`
const doctors = (set: string) => `UPDATE practitioner SET ${set} WHERE clinic_id = $1`

const cases: Record<string, Case> = {
  'last week': { code: 'in_the_past', visit: at(-7, '10:00') },
  'a time that began a second ago': {
    code: 'in_the_past',
    before: clockAt('10:00', 1),
    change: services('notice_minutes = 0'),
  },
  'inside the notice period': { code: 'too_late_to_book', before: clockAt('09:20') },
  'inside the notice period by a second': { code: 'too_late_to_book', before: clockAt('09:00', 1) },
  'the date after the horizon': {
    code: 'too_far_ahead',
    visit: at(8, '10:00'),
    change: services('horizon_days = 5'),
  },
  'two years ahead': { code: 'too_far_ahead', visit: at(730, '10:00') },
  'before the hours': { code: 'outside_hours', visit: at(7, '08:40') },
  'in the break': { code: 'outside_hours', visit: at(7, '12:40') },
  'so that it ends in the break': { code: 'outside_hours', visit: at(7, '12:20') },
  'after the hours': { code: 'outside_hours', visit: at(7, '17:00') },
  'so that it ends after the hours': { code: 'outside_hours', visit: at(7, '16:50') },
  'at midnight': { code: 'outside_hours', visit: at(7, '00:00') },
  'on a day without hours': { code: 'outside_hours', change: rules('weekday = 7') },
  'in the practitioner’s leave': {
    code: 'outside_hours',
    before: (world) => shut(world, 'leave', 'practitioner', '09:00', '17:00'),
  },
  'so that it ends in leave': {
    code: 'outside_hours',
    before: (world) => shut(world, 'leave', 'practitioner', '10:10', '17:00'),
  },
  'in a closure of the clinic': {
    code: 'outside_hours',
    before: (world) => shut(world, 'closure', 'clinic', '09:00', '17:00'),
  },
  'in a closure of the location': {
    code: 'outside_hours',
    before: (world) => shut(world, 'closure', 'location', '09:00', '17:00'),
  },
  'before the hours are valid': { code: 'outside_hours', change: rules(`valid_from = '2099-01-01'`) },
  'after the hours were valid': { code: 'outside_hours', change: rules(`valid_until = '2020-01-01'`) },
  'in hours kept for another service': {
    code: 'outside_hours',
    change: rules(`service_ids = ARRAY[gen_random_uuid()]`),
  },
  'off the grid': { code: 'off_grid', visit: at(7, '10:05') },
  'off the grid by a second': {
    code: 'off_grid',
    visit: (world) => ({ startsAt: later(world.at(7, '10:00'), 0, 1) }),
  },
  'a practitioner who has left': { code: 'practitioner_not_bookable', change: doctors('active = false') },
  'a practitioner nobody knows': {
    code: 'practitioner_not_bookable',
    visit: () => ({ practitionerId: newId() }),
  },
  'another clinic’s practitioner': {
    code: 'practitioner_not_bookable',
    ...elsewhere((other) => ({ practitionerId: other.practitioners.mora })),
  },
  'a service that was stopped': { code: 'service_not_bookable', change: services('active = false') },
  'a service nobody knows': { code: 'service_not_bookable', visit: () => ({ service: 'tarot' }) },
  'a service that this practitioner does not offer': {
    code: 'service_not_offered',
    visit: () => ({ service: 'nurse' }),
  },
  'with somebody who does not offer it': {
    code: 'service_not_offered',
    visit: (world) => ({ practitionerId: world.practitioners.noor }),
  },
  'by chat': { code: 'mode_not_offered', visit: () => ({ mode: 'chat' }) },
  'by a mode that was stopped': { code: 'mode_not_offered', change: services(`modes = '{video}'`) },
  'by video at a place for visits in person': {
    code: 'location_not_offered',
    visit: () => ({ mode: 'video' }),
  },
  'in person at telehealth': {
    code: 'location_not_offered',
    visit: (world) => ({ locationId: world.locations.telehealth }),
  },
  'a place nobody knows': { code: 'location_not_offered', visit: () => ({ locationId: newId() }) },
  'another clinic’s place': {
    code: 'location_not_offered',
    ...elsewhere((other) => ({ locationId: other.locations.street })),
  },
  'a first visit where no new patients are taken': {
    code: 'not_accepting_new_patients',
    visit: () => ({ type: 'initial' }),
    change: doctors('accepting_new_patients = false'),
  },
  'somebody younger than the service allows': {
    code: 'too_young',
    change: services('minimum_age_years = 18'),
    person: { dateOfBirth: '2015-06-01' },
    isOfPerson: true,
  },
  'somebody older than the service allows': {
    code: 'too_old',
    change: services('minimum_age_years = NULL, maximum_age_years = 12'),
    isOfPerson: true,
  },
  'without the referral that is needed': {
    code: 'referral_required',
    change: services('requires_referral = true'),
    isOfPerson: true,
  },
  'one more than the day may have': {
    code: 'day_full',
    visit: at(7, '11:00'),
    before: booked('10:00'),
    change: services('daily_cap = 1'),
  },
  'one more than a practitioner may have of it that day': {
    code: 'day_full',
    visit: at(7, '11:00'),
    before: booked('10:00'),
    change: 'UPDATE practitioner_service SET daily_cap = 1 WHERE clinic_id = $1',
  },
  'one more than an opening takes': {
    code: 'opening_full',
    visit: at(7, '18:20'),
    before: async (world) => {
      await opening(world, '18:00', '19:00', 1)
      await booked('18:00')(world)
    },
  },
  'where every room it needs is taken': {
    code: 'nothing_free',
    before: (world) => roomTaken(world, '10:10'),
  },
  'where what it needs is nowhere': {
    code: 'nothing_free',
    before: (world) => need(world, []),
  },
  'a follow-up of somebody whose first visit must come first': {
    code: 'initial_visit_first',
    change: services('requires_initial_first = true'),
    isOfPerson: true,
  },
  'one more than a patient may have to come': {
    code: 'upcoming_limit',
    visit: at(8, '10:00'),
    before: (world) => insertBooking(world, { startsAt: world.at(7, '15:00') }),
    change: services('upcoming_limit = 1'),
    isOfPerson: true,
    isAda: true,
  },
  'what another keeps': { code: 'slot_taken', before: taken('10:00') },
  'so long that it runs into another': {
    code: 'slot_taken',
    visit: () => ({ type: 'initial' }),
    before: taken('10:20'),
  },
  'so that its buffer runs into another': {
    code: 'slot_taken',
    before: taken('10:20'),
    change: services('buffer_after_minutes = 10'),
  },
  'at a clinic nobody knows': { code: 'not_found', visit: () => ({ clinicSlug: 'nowhere' }) },
}

afterEach(() => setClock(null))

test('every rule has a case here, and words for patients and for staff', () => {
  expect(RULES.filter((rule) => !Object.values(cases).some(({ code }) => code === rule))).toEqual([])
  expect(RULES.filter((rule) => !EXPLAINED[rule]?.says || !refusal(rule).say)).toEqual([])
})

test.each(Object.entries(cases))(
  'refused: %s',
  async (_, { code, visit, change, person, before, isOfPerson, isAda }) => {
    const world = await makeClinic()
    const asUsual = usual(world)
    await before?.(world)
    if (change) await ownerQuery(change, [world.clinic.id])
    const wanted = { ...asUsual, ...visit?.(world) }
    const rows = await rowsOf(world)
    if (!isOfPerson && RULES.includes(code)) expect(await failing(world, wanted)).toContain(code)
    if (!isOfPerson) await expect(placeHold(world.as.guest, wanted)).rejects.toMatchObject({ code })
    const attendee = isAda ? { patientId: world.patients.ada } : { patient: { ...NIA, ...person } }
    const actor = isAda ? world.as.ada : world.as.guest
    await expect(
      bookAppointment(actor, { ...wanted, idempotencyKey: newId(), ...attendee }),
    ).rejects.toMatchObject({ code })
    expect(await rowsOf(world)).toEqual(rows)
  },
)

test('and the usual visit is booked', async () => {
  const world = await makeClinic()
  const answer = await bookAppointment(world.as.guest, {
    ...usual(world),
    idempotencyKey: newId(),
    patient: NIA,
  })
  expect(answer.status).toBe('confirmed')
  expect(Object.keys(cases).length).toBeGreaterThanOrEqual(40)
})

/** What the desk is told where it asks why the time is not offered. Of what does not exist it is told that instead. */
async function failing(world: World, visit: Visit): Promise<string[]> {
  try {
    const { checks } = await explainTime(world.as.kim, visit)
    return checks.filter(({ passes }) => !passes).map(({ rule }) => rule)
  } catch (error) {
    return [(error as Refusal).code]
  }
}

function usual(world: World): Visit {
  const where = { practitionerId: world.practitioners.mora, locationId: world.locations.street }
  const what = { service: 'gp', type: 'follow_up', mode: 'in_person' } as const
  return { clinicSlug: world.clinic.slug, ...what, startsAt: world.at(7, '10:00'), ...where }
}

/** Everything a booking would have left behind. */
function rowsOf(world: World) {
  return ownerQuery(
    `SELECT (SELECT count(*) FROM calendar_claim WHERE clinic_id = $1)::int AS claims, (SELECT count(*) FROM booking WHERE clinic_id = $1)::int AS bookings,
      (SELECT count(*) FROM hold WHERE clinic_id = $1)::int AS holds, (SELECT count(*) FROM patient_registration WHERE clinic_id = $1)::int AS patients,
      (SELECT count(*) FROM outbox_message WHERE clinic_id = $1)::int AS messages, (SELECT count(*) FROM audit_event WHERE chain_id = $1)::int AS audit`,
    [world.clinic.id],
  )
}
