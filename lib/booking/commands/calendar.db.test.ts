import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { setClock } from '../../clock'
import { insertBooking } from '../../db/testing/booking'
import { openPostOffice } from '../../db/testing/post-office'
import { ownerQuery } from '../../db/testing/raw'
import { makeClinic } from '../../db/testing/world'
import { env } from '../../env'
import { runDueJobs } from '../../jobs/run'
import { messageJobs } from '../../messages/jobs'
import { moveOnCalendar, takeBackMove } from './calendar'

const post = await openPostOffice()
afterAll(post.close)
beforeEach(async () => {
  env.SMTP_URL = post.url
  setClock(null)
  // What other tests left to be sent.
  await workOff()
  post.mails.length = 0
})

const bookingOf = async (id: string) =>
  (
    await ownerQuery<{
      startsAt: Date
      minutes: number
      overbook: boolean
      version: number
      practitioner: string
    }>(
      `SELECT starts_at AS "startsAt", (extract(epoch FROM ends_at - starts_at) / 60)::int AS minutes, overbook, version, practitioner_id AS practitioner
       FROM booking WHERE id = $1`,
      [id],
    )
  )[0]
const claimOf = (id: string) =>
  ownerQuery<{ starts: Date; ends: Date }>(
    'SELECT starts_at AS starts, ends_at AS ends FROM calendar_claim WHERE booking_id = $1',
    [id],
  )
const kindsOf = async (id: string) =>
  (
    await ownerQuery<{ kind: string; state: string }>(
      `SELECT kind, state FROM outbox_message WHERE booking_id = $1 AND booking_version > 1 ORDER BY booking_version`,
      [id],
    )
  ).map(({ kind, state }) => `${kind} ${state}`)
/** Every job is due. */
const workOff = async () => {
  await ownerQuery(`SET LOCAL ROLE anteroom_worker; UPDATE graphile_worker._private_jobs SET run_at = now()`)
  await runDueJobs({ handlers: messageJobs })
}

/** Ada's visit at 10:00, told of; and the move of it that a test asks for. */
async function atTen(more: Parameters<typeof insertBooking>[1]['booking'] = {}) {
  const world = await makeClinic()
  const booked = await insertBooking(world, { startsAt: world.at(3, '10:00'), booking: more })
  await ownerQuery(
    `UPDATE outbox_message SET kind = 'booking.confirmation', state = 'sent', attempts = 1 WHERE booking_id = $1`,
    [booked.id],
  )
  const to = (wall: string, minutes = 20, tell: 'on' | undefined = 'on') => ({
    ...{ bookingId: booked.id, version: 1, startsAt: world.at(3, wall), minutes },
    ...{ practitionerId: world.practitioners.mora, tell },
  })
  return { world, id: booked.id, to }
}

describe('on the calendar', () => {
  test('a visit is moved as long as it is, and stretched where it is; its claim goes with it', async () => {
    const { world, id, to } = await atTen()
    expect(await moveOnCalendar(world.as.kim, to('10:00', 60))).toEqual({ version: 2 })
    expect(await claimOf(id)).toEqual([{ starts: world.at(3, '10:00'), ends: world.at(3, '11:00') }])
    await moveOnCalendar(world.as.kim, { ...to('11:00', 60), version: 2 })
    expect(await bookingOf(id)).toMatchObject({ startsAt: world.at(3, '11:00'), minutes: 60 })
    const history = await ownerQuery<{ kind: string }>(
      'SELECT kind FROM booking_event WHERE booking_id = $1 ORDER BY id',
      [id],
    )
    expect(history.map(({ kind }) => kind)).toEqual(['booked', 'stretched', 'moved'])
  })

  test('it is not stretched over the next, nor past the hours, unless somebody says why', async () => {
    const { world, id, to } = await atTen()
    await insertBooking(world, { startsAt: world.at(3, '10:20'), patientId: world.patients.ben })
    await expect(moveOnCalendar(world.as.kim, to('10:00', 40))).rejects.toMatchObject({ code: 'slot_taken' })
    await expect(moveOnCalendar(world.as.kim, to('12:00', 40))).rejects.toMatchObject({
      code: 'outside_hours',
    })
    expect(await bookingOf(id)).toMatchObject({ minutes: 20, version: 1 })
    await moveOnCalendar(world.as.kim, { ...to('10:00', 40), overbookReason: 'Both agreed' })
    expect(await bookingOf(id)).toMatchObject({ minutes: 40, overbook: true })
  })

  test('of two who stretch it, or stretch two visits into one time, one is refused', async () => {
    const { world, to } = await atTen()
    const same = await Promise.allSettled([
      moveOnCalendar(world.as.kim, to('10:00', 40)),
      moveOnCalendar(world.as.mora, to('10:00', 60)),
    ])
    expect(codes(same)).toEqual(['changed_meanwhile', 'done'])
    const next = await insertBooking(world, { startsAt: world.at(3, '11:40'), patientId: world.patients.ben })
    const both = await Promise.allSettled([
      moveOnCalendar(world.as.kim, { ...to('10:00', 80), version: 2 }),
      moveOnCalendar(world.as.mora, { ...to('11:00', 60), version: 1, bookingId: next.id }),
    ])
    expect(codes(both)).toEqual(['done', 'slot_taken'])
  })

  test('another clinic’s staff move nothing', async () => {
    const { id, to, world } = await atTen()
    const elsewhere = await makeClinic()
    await expect(moveOnCalendar(elsewhere.as.kim, to('11:00'))).rejects.toMatchObject({ code: 'not_found' })
    await moveOnCalendar(world.as.kim, to('11:00'))
    const undo = { bookingId: id, version: 2 }
    await expect(takeBackMove(elsewhere.as.kim, undo)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('the patient', () => {
  test('is told of a move after the grace period, of a stretch with the new end, and not where staff say so', async () => {
    const { world, id, to } = await atTen()
    await moveOnCalendar(world.as.kim, to('11:00'))
    await runDueJobs({ handlers: messageJobs })
    expect(post.mails).toEqual([])
    await workOff()
    await moveOnCalendar(world.as.kim, { ...to('11:00', 40), version: 2 })
    await workOff()
    await moveOnCalendar(world.as.kim, {
      ...to('09:00'),
      startsAt: world.at(3, '09:00'),
      tell: undefined,
      version: 3,
    })
    await workOff()
    const mails = await post.read()
    expect(mails.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Appointment moved: .*11:00 am$/),
      expect.stringMatching(/^Appointment changed: .*11:00 am$/),
    ])
    expect(mails[1]?.text).toContain('11:00 am to 11:40 am')
    expect(await kindsOf(id)).toEqual(['booking.moved sent', 'booking.stretched sent'])
  })
})

describe('taken back', () => {
  test('a move within the grace period is where it was, and nobody hears of it', async () => {
    const { world, id, to } = await atTen()
    await moveOnCalendar(world.as.kim, { ...to('11:00', 40), practitionerId: world.practitioners.mora })
    await takeBackMove(world.as.kim, { bookingId: id, version: 2 })
    expect(await bookingOf(id)).toMatchObject({ startsAt: world.at(3, '10:00'), minutes: 20, version: 3 })
    expect(await claimOf(id)).toEqual([{ starts: world.at(3, '10:00'), ends: world.at(3, '10:20') }])
    await workOff()
    expect(post.mails).toEqual([])
    expect(await kindsOf(id)).toEqual(['booking.moved withdrawn', 'booking.movedBack withdrawn'])
  })

  test('after the patient was told of it, they are told again', async () => {
    const { world, id, to } = await atTen()
    await moveOnCalendar(world.as.kim, to('11:00'))
    await workOff()
    await takeBackMove(world.as.kim, { bookingId: id, version: 2 })
    await workOff()
    expect((await post.read())[1]?.subject).toMatch(/^Appointment as before: .*10:00 am$/)
  })

  test('it goes back off the grid and over another, as it was; not over what others booked meanwhile', async () => {
    const world = await makeClinic()
    const overbooked = { overbook: true, overbook_reason: 'Asked for' }
    const { id } = await insertBooking(world, { startsAt: world.at(3, '10:05'), booking: overbooked })
    const move = {
      bookingId: id,
      startsAt: world.at(3, '11:00'),
      minutes: 20,
      practitionerId: world.practitioners.mora,
    }
    await moveOnCalendar(world.as.kim, { ...move, version: 1 })
    await insertBooking(world, { startsAt: world.at(3, '10:00'), patientId: world.patients.ben })
    await takeBackMove(world.as.kim, { bookingId: id, version: 2 })
    expect(await bookingOf(id)).toMatchObject({ startsAt: world.at(3, '10:05'), overbook: true })

    const other = await insertBooking(world, { startsAt: world.at(4, '10:00') })
    await moveOnCalendar(world.as.kim, {
      ...move,
      bookingId: other.id,
      startsAt: world.at(4, '11:00'),
      version: 1,
    })
    await insertBooking(world, { startsAt: world.at(4, '10:00'), patientId: world.patients.ben })
    await expect(takeBackMove(world.as.kim, { bookingId: other.id, version: 2 })).rejects.toMatchObject({
      code: 'slot_taken',
    })
  })

  test('only the last deed is taken back, and only a move', async () => {
    const { world, id, to } = await atTen()
    await expect(takeBackMove(world.as.kim, { bookingId: id, version: 1 })).rejects.toMatchObject({
      code: 'changed_meanwhile',
    })
    await moveOnCalendar(world.as.kim, to('11:00'))
    await expect(takeBackMove(world.as.kim, { bookingId: id, version: 1 })).rejects.toMatchObject({
      code: 'changed_meanwhile',
    })
  })
})

function codes(settled: PromiseSettledResult<unknown>[]): string[] {
  return settled
    .map((one) => (one.status === 'fulfilled' ? 'done' : (one.reason as { code: string }).code))
    .toSorted()
}
