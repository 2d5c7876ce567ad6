import { expect, test } from 'vitest'
import { bookAppointment } from '../booking/commands/book'
import { placeHold } from '../booking/commands/hold'
import { ownerQuery } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import { newId } from '../ids'
import { takeLeave } from './commands'

const ROUNDS = 100

test('100 times: who books while leave is entered is either listed for rebooking or refused; nobody gets in after', async () => {
  const world = await makeClinic()
  let booked = 0
  for (let round = 0; round < ROUNDS; round++) {
    const day = 3 + round * 2
    const leave = { startsAt: world.at(day, '09:00'), endsAt: world.at(day, '12:30') }
    const [taken, ...bookings] = await Promise.all([
      takeLeave(world.as.kim, { ...leave, practitionerId: world.practitioners.mora }),
      ...['09:00', '10:20', '11:40'].map(async (wall) => {
        // Sometimes at once, sometimes when leave is nearly entered.
        for (let trips = round % 16; trips > 0; trips--) await ownerQuery('SELECT 1')
        return outcomeOf(book(world, world.at(day, wall)))
      }),
    ])
    const got = bookings.filter((outcome) => outcome.startsWith('booked'))
    booked += got.length
    expect(taken.toRebook.map(({ reference }) => `booked ${reference}`).sort()).toEqual(got.sort())
    expect(bookings.every((outcome) => /^(booked |outside_hours$)/.test(outcome))).toBe(true)
    expect(await outcomeOf(book(world, world.at(day, '09:40')))).toBe('outside_hours')
    // Two rounds may share a working day: the next has the day to itself.
    await ownerQuery(`DELETE FROM calendar_claim WHERE exception_id = $1`, [taken.exceptionId])
    await ownerQuery(`DELETE FROM availability_exception WHERE id = $1`, [taken.exceptionId])
    await ownerQuery(`DELETE FROM calendar_claim WHERE clinic_id = $1`, [world.clinic.id])
    await ownerQuery(
      `UPDATE booking SET status = 'cancelled', cancelled_at = now() WHERE clinic_id = $1 AND status = 'confirmed'`,
      [world.clinic.id],
    )
  }
  // Else the rounds did not race at all.
  expect(booked).toBeGreaterThan(0)
  expect(booked).toBeLessThan(ROUNDS * 3)
}, 120_000)

test('leave ends the holds inside it, takes the day off the calendar and is in the audit', async () => {
  const world = await makeClinic()
  const visit = visitAt(world, world.at(5, '10:00'))
  const { holdId } = await placeHold(world.as.guest, visit)
  const { exceptionId } = await takeLeave(world.as.mora, {
    practitionerId: world.practitioners.mora,
    startsAt: world.at(5, '09:00'),
    endsAt: new Date(world.at(5, '09:00').getTime() + 3 * 86_400_000),
  })
  const claims = await ownerQuery(`SELECT kind, hold_id FROM calendar_claim WHERE clinic_id = $1`, [
    world.clinic.id,
  ])
  expect(claims).toEqual(Array.from({ length: 3 }, () => ({ kind: 'leave', hold_id: null })))
  expect(await outcomeOf(bookAppointment(world.as.guest, { ...details(world), holdId }))).toBe(
    'outside_hours',
  )
  const audit = await ownerQuery(
    `SELECT detail FROM audit_event WHERE action = 'leave.taken' AND chain_id = $1`,
    [world.clinic.id],
  )
  expect(audit.map(({ detail }) => JSON.parse(String(detail)))).toEqual([{ exceptionId, toRebook: [] }])
})

test('leave is entered by reception, administrators and the practitioner, in their own clinic', async () => {
  const [world, elsewhere] = await Promise.all([makeClinic(), makeClinic()])
  const leave = {
    startsAt: world.at(5, '09:00'),
    endsAt: world.at(5, '10:00'),
    practitionerId: world.practitioners.mora,
  }
  for (const name of ['noor', 'ada', 'guest', 'keeper'] as const) {
    const actor = name === 'keeper' ? elsewhere.as.kim : world.as[name]
    expect([name, await outcomeOf(takeLeave(actor, leave))]).toEqual([name, 'not_found'])
  }
  await takeLeave(world.as.ines, leave)
  await takeLeave(world.as.mora, leave)
})

function book(world: World, startsAt: Date) {
  return bookAppointment(world.as.guest, { ...visitAt(world, startsAt), ...details(world) })
}

function visitAt(world: World, startsAt: Date) {
  const who = { practitionerId: world.practitioners.mora, locationId: world.locations.street }
  return {
    clinicSlug: world.clinic.slug,
    service: 'gp',
    type: 'follow_up',
    mode: 'in_person',
    startsAt,
    ...who,
  } as const
}

function details(world: World) {
  const patient = { firstName: 'Nia', lastName: 'Ward', dateOfBirth: '1990-05-01', phone: '0491 570 156' }
  return { clinicSlug: world.clinic.slug, idempotencyKey: newId(), patient }
}

/** "booked <reference>", or the code of the refusal. */
async function outcomeOf(deed: Promise<object>): Promise<string> {
  return deed.then(
    (done) => ('reference' in done ? `booked ${done.reference}` : 'done'),
    (error: { code?: string }) => String(error.code ?? error),
  )
}
