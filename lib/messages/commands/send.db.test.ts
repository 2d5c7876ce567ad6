import ICAL from 'ical.js'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { bookAppointment } from '../../booking/commands/book'
import { cancelBooking } from '../../booking/commands/cancel'
import { moveBooking } from '../../booking/commands/move'
import { setClock } from '../../clock'
import { openPostOffice } from '../../db/testing/post-office'
import { ownerQuery } from '../../db/testing/raw'
import { makeClinic, type World } from '../../db/testing/world'
import { env } from '../../env'
import { newId } from '../../ids'
import { runDueJobs } from '../../jobs/run'
import { printAppointmentTime } from '../../time'
import { messageJobs } from '../jobs'
import { sendMessage } from './send'

const CANARY = 'canary-of-the-reason'
const post = await openPostOffice()
afterAll(post.close)

beforeEach(() => {
  env.SMTP_URL = post.url
  post.office.mood = 'takes'
  post.mails.length = 0
  setClock(null)
})

const work = () => runDueJobs({ handlers: messageJobs })
const book = (world: World, patient: object = {}) =>
  bookAppointment(world.as.guest, {
    clinicSlug: world.clinic.slug,
    service: 'weight-loss',
    type: 'initial',
    mode: 'in_person',
    startsAt: world.at(3, '09:00'),
    practitionerId: world.practitioners.mora,
    locationId: world.locations.street,
    patient: {
      firstName: 'Grace',
      lastName: 'Hopper',
      dateOfBirth: '1986-12-09',
      phone: '0491 570 156',
      email: 'grace@example.com',
      ...patient,
    },
    reason: CANARY,
    idempotencyKey: newId(),
  })
const outboxOf = (bookingId: string) =>
  ownerQuery<{ id: string; kind: string; state: string; attempts: number }>(
    'SELECT id, kind, state, attempts FROM outbox_message WHERE booking_id = $1 ORDER BY booking_version',
    [bookingId],
  )
/** The event in each mail's calendar file, and the file's method. */
async function calendars() {
  return (await post.read()).map((mail) => {
    const file = mail.attachments.find(({ mimeType }) => mimeType === 'text/calendar')
    const content = file?.content as ArrayBuffer
    const calendar = ICAL.Component.fromString(new TextDecoder().decode(content))
    const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!)
    return { method: calendar.getFirstPropertyValue('method'), mimeMethod: file?.method, event }
  })
}
const asWorker = (statement: string) => ownerQuery(`SET LOCAL ROLE anteroom_worker; ${statement}`)
const dueNow = () => asWorker('UPDATE graphile_worker._private_jobs SET run_at = now()')

describe('a booking', () => {
  it('is confirmed once, with time, place, person, reference, link and a calendar file', async () => {
    const world = await makeClinic()
    const booked = await book(world)
    await work()
    await work()
    const [mail, ...more] = await post.read()
    expect(more).toEqual([])
    const time = printAppointmentTime(booked.startsAt, world.clinic.timeZone)
    const link = `${env.ANTEROOM_URL}/manage/${booked.manageToken}`
    expect(mail).toMatchObject({
      subject: expect.stringMatching(/^Appointment confirmed: \w{3} \d+ \w{3}, 9:00 am$/),
      from: { name: 'Harbour', address: 'appointments@anteroom.example' },
      to: [{ name: 'Grace Hopper', address: 'grace@example.com' }],
      messageId: `<booking.confirmation.${booked.bookingId}.1@localhost>`,
    })
    for (const said of [time, booked.reference, link, 'Dr Lucia Mora', '12 Harbour Street', '$195.00'])
      for (const part of [mail?.text, mail?.html]) expect(part).toContain(said)
    const [calendar] = await calendars()
    expect(calendar).toMatchObject({
      method: 'PUBLISH',
      mimeMethod: 'PUBLISH',
      event: {
        uid: `${booked.bookingId}@localhost`,
        sequence: 0,
        summary: 'Appointment with Harbour',
        description: expect.stringContaining(time),
      },
    })
    expect(calendar?.event.startDate.toJSDate()).toEqual(booked.startsAt)
    expect(calendar?.event.endDate.toJSDate()).toEqual(booked.endsAt)
    expect(calendar?.event.component.getFirstPropertyValue('url')).toBe(link)
    expect(calendar?.event.component.getFirstSubcomponent('valarm')).not.toBeNull()
    expect(await outboxOf(booked.bookingId)).toMatchObject([{ state: 'sent', attempts: 1 }])
  })

  it('tells nobody what it is for, in any part of the mail', async () => {
    const world = await makeClinic({ services: { category: 'canary-of-the-category' } })
    await ownerQuery(`UPDATE service SET name = 'canary-of-the-service' WHERE clinic_id = $1`, [
      world.clinic.id,
    ])
    await book(world)
    await work()
    const [mail] = await post.read()
    const [calendar] = await calendars()
    const everything = [post.mails[0], mail?.text, mail?.html, calendar?.event.component.toString()].join(
      '\n',
    )
    expect(everything).toContain('Appointment with Harbour')
    expect(everything).not.toMatch(/canary|weight|initial|General practitioner/i)
  })

  it('that moves is told of once, with SEQUENCE + 1 and the same UID', async () => {
    const world = await makeClinic()
    const { bookingId, reference } = await book(world)
    await work()
    await moveBooking(world.as.holderOf(bookingId), { reference, startsAt: world.at(4, '10:00') })
    await work()
    const [first, second, ...more] = await calendars()
    expect(more).toEqual([])
    expect(second).toMatchObject({ method: 'PUBLISH', event: { uid: first?.event.uid, sequence: 1 } })
    expect(second?.event.startDate.toJSDate()).toEqual(world.at(4, '10:00'))
    expect((await post.read())[1]?.subject).toMatch(/^Appointment moved: .*10:00 am$/)
  })

  it('that is cancelled is taken out of the calendar', async () => {
    const world = await makeClinic()
    const { bookingId, reference } = await book(world)
    await work()
    await cancelBooking(world.as.holderOf(bookingId), { reference })
    await work()
    const [first, second, ...more] = await calendars()
    expect(more).toEqual([])
    expect(second).toMatchObject({
      method: 'CANCEL',
      mimeMethod: 'CANCEL',
      event: { uid: first?.event.uid, sequence: 1 },
    })
    expect(second?.event.component.getFirstPropertyValue('status')).toBe('CANCELLED')
    expect((await post.read())[1]?.text).toContain('is cancelled')
  })
})

describe('what is not true any more is not sent:', () => {
  it('cancelled before the confirmation left, nobody hears of it', async () => {
    const world = await makeClinic()
    const { bookingId, reference } = await book(world)
    await cancelBooking(world.as.holderOf(bookingId), { reference })
    await work()
    expect(post.mails).toEqual([])
    expect(await outboxOf(bookingId)).toMatchObject([{ state: 'withdrawn' }, { state: 'withdrawn' }])
  })

  it('moved before the confirmation left, one mail confirms the new time', async () => {
    const world = await makeClinic()
    const { bookingId, reference } = await book(world)
    await moveBooking(world.as.holderOf(bookingId), { reference, startsAt: world.at(4, '10:00') })
    await work()
    const mails = await post.read()
    expect(mails.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Appointment confirmed: .*10:00 am$/),
    ])
  })

  it('after the appointment no confirmation is sent', async () => {
    const world = await makeClinic()
    const { bookingId } = await book(world)
    setClock(new Date(world.at(3, '09:00').getTime() + 1))
    await work()
    expect(post.mails).toEqual([])
    expect(await outboxOf(bookingId)).toMatchObject([{ state: 'withdrawn' }])
  })

  it('without an address nothing is sent', async () => {
    const world = await makeClinic()
    const { bookingId } = await book(world, { email: undefined })
    await work()
    expect(post.mails).toEqual([])
    expect(await outboxOf(bookingId)).toMatchObject([{ state: 'withdrawn' }])
  })
})

describe('when the mail server', () => {
  it('refuses, the booking stands, and the mail is sent when it takes it again', async () => {
    const world = await makeClinic()
    post.office.mood = 'refuses'
    const { bookingId } = await book(world)
    await work()
    expect(await outboxOf(bookingId)).toMatchObject([{ state: 'queued', attempts: 1 }])
    expect(
      await asWorker(
        `SELECT last_error, run_at > now() AS waits FROM graphile_worker._private_jobs
         WHERE payload->>'outboxId' = (SELECT id::text FROM outbox_message WHERE booking_id = '${bookingId}')`,
      ),
    ).toEqual([{ last_error: 'EMESSAGE', waits: true }])
    post.office.mood = 'takes'
    await dueNow()
    await work()
    expect(post.mails).toHaveLength(1)
    expect(await outboxOf(bookingId)).toMatchObject([{ state: 'sent', attempts: 2 }])
  })

  it('is not there at all, or nobody named one, the job is tried again', async () => {
    const world = await makeClinic()
    const { bookingId } = await book(world)
    env.SMTP_URL = 'smtp://127.0.0.1:9'
    await work()
    env.SMTP_URL = undefined
    await dueNow()
    await work()
    expect(await outboxOf(bookingId)).toMatchObject([{ state: 'queued', attempts: 2 }])
  })

  it('took the mail but we never heard, the copy carries the same Message-ID', async () => {
    const world = await makeClinic()
    post.office.mood = 'hangsUp'
    const { bookingId } = await book(world)
    await work()
    post.office.mood = 'takes'
    await dueNow()
    await work()
    const ids = (await post.read()).map(({ messageId }) => messageId)
    const id = `<booking.confirmation.${bookingId}.1@localhost>`
    expect(ids.filter((it) => it === id)).toEqual([id, id])
    expect(await outboxOf(bookingId)).toMatchObject([{ state: 'sent', attempts: 2 }])
  })

  it('refuses to the last, the message is dead, and says so', async () => {
    const world = await makeClinic()
    post.office.mood = 'refuses'
    const { bookingId } = await book(world)
    const [{ id } = { id: '' }] = await outboxOf(bookingId)
    await expect(sendMessage(world.as.system, id, { isLast: true })).rejects.toThrow()
    expect(await outboxOf(bookingId)).toMatchObject([{ state: 'dead', attempts: 1 }])
    await sendMessage(world.as.system, id, { isLast: true })
    expect(await outboxOf(bookingId)).toMatchObject([{ state: 'dead', attempts: 1 }])
  })
})

it('a name cannot begin a header', async () => {
  const world = await makeClinic()
  await ownerQuery(`UPDATE clinic SET name = E'Harbour\\r\\nBcc: everybody@example.com' WHERE id = $1`, [
    world.clinic.id,
  ])
  const { bookingId } = await book(world, { firstName: 'Grace', lastName: 'Hopper' })
  await ownerQuery(
    `UPDATE patient SET last_name = E'Hopper\\r\\nBcc: everybody@example.com\\r\\n\\r\\n<b>x</b>' WHERE id = (SELECT patient_id FROM booking WHERE id = $1)`,
    [bookingId],
  )
  await work()
  const [mail] = await post.read()
  expect(mail?.bcc).toBeUndefined()
  expect(mail?.to?.map(({ address }) => address)).toEqual(['grace@example.com'])
  const [headers] = post.mails[0]?.split('\r\n\r\n') ?? []
  expect(headers).not.toMatch(/^bcc:/im)
})
