import { expect, test } from 'vitest'
import type { StaffActor } from '../access/actor'
import { bookAppointment } from '../booking/commands/book'
import { ownerQuery } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import { Refusal } from '../errors'
import { newId } from '../ids'
import { addDays, instantAt, localDate } from '../time'
import { closeDates } from './commands/closures'
import { endException } from './commands/exceptions'
import { planLeave } from './commands/leave'
import { openDates } from './commands/openings'
import { endTravel, setTravel } from './commands/travel'
import { setWeek } from './commands/week'
import { getHours, listHours } from './queries/hours'
import { type Preview, readOutside } from './queries/outside'
import { listSlots } from './queries/slots'
import { type Block, closureForm, leaveForm, openingForm, travelForm } from './schema/hours'

const ROUNDS = 100

test('100 times: who books while the week is edited is either seen by the editor or refused; nobody gets in after', async () => {
  const world = await makeClinic()
  const practitionerId = world.practitioners.mora
  let [booked, shown] = [0, 0]
  for (let round = 0; round < ROUNDS; round++) {
    const day = 3 + round * 3
    const date = localDate(world.at(day, '09:00'), world.clinic.timeZone)
    const afternoon = { 0: block(world, date, '12:40', '17:00') }
    const { stamp } = await getHours(world.as.mora, practitionerId)
    const [edited, ...bookings] = await Promise.all([
      outcomeOf(setWeek(world.as.mora, { practitionerId, was: stamp, blocks: afternoon })),
      // Patients look before they book: some have looked long enough to come too late.
      ...['09:00', '10:20', '11:40'].map(async (wall, n) => {
        await lookFor(world, (n + round) % 4)
        return outcomeOf(book(world, world.at(day, wall)))
      }),
    ])
    const got = bookings.filter((outcome) => outcome.startsWith('booked'))
    booked += got.length
    expect(bookings.every((outcome) => /^(booked |outside_hours$)/.test(outcome))).toBe(true)
    // Saved: nobody was in the morning then, and nobody got in after. Not saved: whoever is there is named, and confirmed it is saved.
    expect(edited).toBe(got.length > 0 && edited !== 'done' ? 'affects_bookings' : 'done')
    if (edited === 'done') expect(got).toEqual([])
    else {
      shown++
      const preview = await previewOf(editWeek(world, world.as.mora, afternoon))
      expect(preview.bookings.map(({ reference }) => `booked ${reference}`).sort()).toEqual(got.sort())
      await editWeek(world, world.as.mora, afternoon, preview.seal)
    }
    expect(await outcomeOf(book(world, world.at(day, '09:40')))).toBe('outside_hours')
    await putBack(world)
  }
  // Else the rounds did not race at all.
  expect(booked).toBeGreaterThan(0)
  expect(booked).toBeLessThan(ROUNDS * 3)
  expect(shown).toBeGreaterThan(0)
}, 240_000)

test('a preview that has become another one is shown again; what was confirmed is kept, listed and in the audit', async () => {
  const world = await makeClinic()
  await book(world, world.at(5, '09:00'))
  const afternoons = {
    0: { ...block(world, localDate(world.at(5, '09:00'), world.clinic.timeZone), '13:00', '17:00') },
  }
  const first = await previewOf(editWeek(world, world.as.ines, afternoons))
  expect(first.count).toBe(1)
  expect(first.bookings[0]).toMatchObject({ patientName: 'Nia Ward', serviceName: 'GP appointment' })
  await book(world, world.at(5, '10:00'), '0491 570 157')
  const second = await previewOf(editWeek(world, world.as.ines, afternoons, first.seal))
  expect(second.count).toBe(2)
  await editWeek(world, world.as.ines, afternoons, second.seal)
  const outside = await readOutside(world.as.ines, world.practitioners.mora)
  expect(outside.map(({ id }) => id)).toEqual(second.bookings.map(({ id }) => id))
  const lines = await listHours(world.as.kim)
  expect(lines.map(({ outside: n }) => n)).toEqual([2, 0])
  expect(await deeds(world)).toEqual(['hours.previewed', 'hours.previewed', 'hours.changed', 'hours.viewed'])
  // What is outside already is not asked about again.
  await editWeek(world, world.as.ines, { ...afternoons, 1: { ...afternoons[0], weekday: 7 } })
})

test('blocks that overlap are refused at their field; gaps, video beside the clinic, other dates and services are not', async () => {
  const world = await makeClinic()
  const { street, telehealth } = world.locations
  const { gp, weightLoss } = world.services
  const one = { weekday: 1, from: 540, to: 720, locationId: street, serviceIds: [] as string[] }
  const refused = async (second: Partial<Block>) => {
    const error = await editWeek(world, world.as.ines, { 0: one, 1: { ...one, ...second } }).catch(
      (e: Refusal) => e,
    )
    return error instanceof Refusal ? Object.keys(error.fields) : []
  }
  expect(await refused({ from: 719, to: 800 })).toEqual(['blocks.1.from'])
  expect(await refused({ locationId: newId() })).toEqual(['blocks.1.locationId'])
  expect(await refused({ weekday: 2, serviceIds: [newId()] })).toEqual(['blocks.1.serviceIds'])
  expect(await refused({ from: 720, to: 800 })).toEqual([])
  expect(await refused({ locationId: telehealth })).toEqual([])
  const dated = { 0: { ...one, validUntil: '2099-01-01' }, 1: { ...one, validFrom: '2099-01-02' } }
  await editWeek(world, world.as.ines, dated)
  const split = { 0: { ...one, serviceIds: [gp] }, 1: { ...one, serviceIds: [weightLoss] } }
  await editWeek(world, world.as.ines, split)
})

test('hours are set by an administrator and the practitioner; leave by reception too; in their own clinic', async () => {
  const [world, elsewhere] = await Promise.all([makeClinic(), makeClinic()])
  const week = { 0: { weekday: 1, from: 540, to: 720, locationId: world.locations.street, serviceIds: [] } }
  const day = addDays(localDate(world.at(20, '09:00'), world.clinic.timeZone), 0)
  for (const actor of [world.as.kim, world.as.noor, elsewhere.as.ines]) {
    const stamp = (await getHours(world.as.ines, world.practitioners.mora)).stamp
    const input = { practitionerId: world.practitioners.mora, was: stamp, blocks: week }
    expect(await outcomeOf(setWeek(actor, input))).toBe('not_found')
    expect(await outcomeOf(openDates(actor, opening(world, day, '18:00', '20:00')))).toBe('not_found')
    expect(await outcomeOf(setTravel(actor, travel(world, day, 'Africa/Lagos')))).toBe('not_found')
  }
  expect(await outcomeOf(planLeave(world.as.noor, leave(world, day)))).toBe('not_found')
  expect(
    await outcomeOf(closeDates(world.as.mora, closureForm.parse({ periods: { 0: { from: day } } }))),
  ).toBe('not_found')
  await planLeave(world.as.kim, leave(world, day))
  await closeDates(world.as.kim, closureForm.parse({ periods: { 0: { from: day } } }))
  await editWeek(world, world.as.mora, week)
})

test('a week that somebody else has changed meanwhile is not written over', async () => {
  const world = await makeClinic()
  const { stamp } = await getHours(world.as.ines, world.practitioners.mora)
  const blocks = { 0: { weekday: 1, from: 540, to: 720, locationId: world.locations.street, serviceIds: [] } }
  const input = { practitionerId: world.practitioners.mora, was: stamp, blocks }
  await setWeek(world.as.mora, input)
  expect(await outcomeOf(setWeek(world.as.ines, input))).toBe('hours_changed_meanwhile')
})

test('leave is shown with the bookings inside; ended, its time can be booked again', async () => {
  const world = await makeClinic()
  const at = world.at(9, '10:00')
  const date = localDate(at, world.clinic.timeZone)
  await book(world, at)
  const preview = await previewOf(planLeave(world.as.mora, leave(world, date)))
  expect(preview.count).toBe(1)
  const { exceptionId } = await planLeave(world.as.mora, { ...leave(world, date), confirmed: preview.seal })
  expect(await outcomeOf(book(world, world.at(9, '11:00'), '0491 570 157'))).toBe('outside_hours')
  await endException(world.as.kim, { exceptionId })
  expect(await outcomeOf(book(world, world.at(9, '11:00'), '0491 570 157'))).toMatch(/^booked/)
})

test('extra times can be booked, up to their capacity; taking them back shows who is in them', async () => {
  const world = await makeClinic()
  const date = addDays(localDate(world.at(6, '09:00'), world.clinic.timeZone), 0)
  const evening = instantAt(date, '18:00', world.clinic.timeZone)
  expect(await outcomeOf(book(world, evening))).toBe('outside_hours')
  await openDates(world.as.mora, opening(world, date, '18:00', '20:00', '1'))
  expect(await outcomeOf(openDates(world.as.mora, opening(world, date, '19:00', '21:00')))).toBe(
    'invalid_input',
  )
  expect(await outcomeOf(book(world, evening))).toMatch(/^booked/)
  const later = instantAt(date, '18:20', world.clinic.timeZone)
  expect(await outcomeOf(book(world, later, '0491 570 157'))).toBe('opening_full')
  const { exceptions } = await getHours(world.as.mora, world.practitioners.mora)
  const exceptionId = exceptions.find(({ kind }) => kind === 'opening')?.id ?? ''
  const preview = await previewOf(endException(world.as.mora, { exceptionId }))
  expect(preview.count).toBe(1)
  await endException(world.as.mora, { exceptionId, confirmed: preview.seal })
  expect((await readOutside(world.as.mora, world.practitioners.mora)).length).toBe(1)
})

test('several dates are closed at once, for all or for one place; who is booked there is shown', async () => {
  const world = await makeClinic()
  const days = [10, 20].map((day) => localDate(world.at(day, '09:00'), world.clinic.timeZone))
  await book(world, world.at(20, '09:00'))
  const [from = '', other = ''] = days
  const form = closureForm.parse({ periods: { 0: { from }, 3: { from: other, until: addDays(other, 1) } } })
  const preview = await previewOf(closeDates(world.as.ines, form))
  expect(preview.count).toBe(1)
  const video = closureForm.parse({ locationId: world.locations.telehealth, periods: { 0: { from: other } } })
  expect(await closeDates(world.as.ines, video)).toEqual({ closed: 1, affected: 0 })
  expect(await closeDates(world.as.ines, { ...form, confirmed: preview.seal })).toEqual({
    closed: 2,
    affected: 1,
  })
  for (const day of [10, 20])
    expect(await outcomeOf(book(world, world.at(day, '11:00')))).toBe('outside_hours')
  const again = await closeDates(world.as.ines, form).catch((error: Refusal) => error)
  expect((again as Refusal).fields).toEqual({ 'periods.0.from': 'These days are closed already' })
})

test('travel leaves the hours in person, shows the video bookings it puts outside, and is in one place at a time', async () => {
  const world = await makeClinic()
  const at = world.at(15, '09:00')
  const date = localDate(at, world.clinic.timeZone)
  await book(world, at)
  const byVideo = { locationId: world.locations.telehealth, mode: 'video' as const }
  await book(world, world.at(15, '10:00'), '0491 570 157', byVideo)
  const preview = await previewOf(setTravel(world.as.mora, travel(world, date, 'Africa/Lagos')))
  expect(preview.count).toBe(1)
  await setTravel(world.as.mora, { ...travel(world, date, 'Africa/Lagos'), confirmed: preview.seal })
  expect(await outcomeOf(setTravel(world.as.mora, travel(world, date, 'Europe/London')))).toBe(
    'invalid_input',
  )
  const [stay] = (await getHours(world.as.mora, world.practitioners.mora)).travels
  await endTravel(world.as.ines, { travelId: stay?.id ?? '' })
  expect(await readOutside(world.as.ines)).toEqual([])
})

function block(world: World, date: string, from: string, to: string): Block {
  const minute = (wall: string) => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3))
  const weekday = new Date(`${date}T00:00Z`).getUTCDay() || 7
  return { weekday, from: minute(from), to: minute(to), locationId: world.locations.street, serviceIds: [] }
}

async function editWeek(world: World, actor: StaffActor, blocks: Record<string, Block>, confirmed?: string) {
  const practitionerId = world.practitioners.mora
  const { stamp } = await getHours(actor, practitionerId)
  return setWeek(actor, { practitionerId, was: stamp, blocks, confirmed })
}

const leave = (world: World, fromDate: string) =>
  leaveForm.parse({ practitionerId: world.practitioners.mora, fromDate })
const opening = (world: World, on: string, from: string, to: string, capacity?: string) =>
  openingForm.parse({
    ...{ practitionerId: world.practitioners.mora, locationId: world.locations.street, dates: { 0: { on } } },
    ...{ from, to, ...(capacity && { capacity }) },
  })
const travel = (world: World, date: string, timeZone: string) =>
  travelForm.parse({ practitionerId: world.practitioners.mora, fromDate: date, untilDate: date, timeZone })

async function lookFor(world: World, times: number) {
  const asked = { clinicSlug: world.clinic.slug, service: 'gp', type: 'follow_up' } as const
  const from = localDate(world.at(3, '09:00'), world.clinic.timeZone)
  for (let n = 0; n < times; n++) await listSlots(world.as.guest, { ...asked, from, to: addDays(from, 6) })
}

let callers = 0
function book(world: World, startsAt: Date, phone = '0491 570 156', place = {}) {
  const who = { practitionerId: world.practitioners.mora, locationId: world.locations.street }
  const visit = { service: 'gp', type: 'follow_up', mode: 'in_person', startsAt, ...who, ...place } as const
  const born = `19${String(50 + (callers++ % 50))}-05-01`
  const patient = { firstName: 'Nia', lastName: 'Ward', dateOfBirth: born, phone }
  return bookAppointment(world.as.guest, {
    ...{ clinicSlug: world.clinic.slug, idempotencyKey: newId(), patient },
    ...visit,
  })
}

async function previewOf(deed: Promise<unknown>): Promise<Preview> {
  const error = await deed.catch((thrown: unknown) => thrown)
  if (error instanceof Refusal && error.code === 'affects_bookings') return error.shows as Preview
  throw error
}

/** "booked <reference>", "done", or the code of the refusal. */
async function outcomeOf(deed: Promise<object>): Promise<string> {
  return deed.then(
    (done) => ('reference' in done ? `booked ${done.reference}` : 'done'),
    (error: { code?: string }) => String(error.code ?? error),
  )
}

/** A week as it was, and nobody booked: a round of its own. */
async function putBack(world: World) {
  await ownerQuery(`DELETE FROM calendar_claim WHERE clinic_id = $1`, [world.clinic.id])
  await ownerQuery(
    `UPDATE booking SET status = 'cancelled', cancelled_at = now() WHERE clinic_id = $1 AND status = 'confirmed'`,
    [world.clinic.id],
  )
  await ownerQuery(`DELETE FROM availability_rule WHERE practitioner_id = $1`, [world.practitioners.mora])
  await ownerQuery(
    `INSERT INTO availability_rule (id, clinic_id, practitioner_id, location_id, weekday, start_minute, end_minute)
     SELECT gen_random_uuid(), $1, $2, $3, d, 540, 1020 FROM generate_series(1, 5) d`,
    [world.clinic.id, world.practitioners.mora, world.locations.street],
  )
}

async function deeds(world: World): Promise<string[]> {
  const rows = await ownerQuery<{ action: string }>(
    `SELECT action FROM audit_event WHERE chain_id = $1 AND action LIKE 'hours.%' ORDER BY seq`,
    [world.clinic.id],
  )
  return rows.map(({ action }) => action)
}
