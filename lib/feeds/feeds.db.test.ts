import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import type { Actor } from '../access/actor'
import { bookAppointment } from '../booking/commands/book'
import { cancelBooking } from '../booking/commands/cancel'
import { moveBooking } from '../booking/commands/move'
import { scheduleGroupSession } from '../booking/commands/sessions'
import { getMyBooking } from '../booking/queries/mine'
import { insertBooking } from '../db/testing/booking'
import { ownerQuery, rawAs } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import { newId } from '../ids'
import { bookingCalendar } from '../messages/queries'
import { localDate } from '../time'
import { shareOwnCalendar, sharePractitionersCalendar } from './commands/feed'
import { readFeed } from './queries/feed'

/** The feed of Dr Mora, and of Ada. */
const morasFeed = async (world: World, by = world.as.mora) =>
  fileOf(
    (await sharePractitionersCalendar(by, { practitionerId: world.practitioners.mora, wish: 'link' })).url,
  )
const adasFeed = async (world: World) => fileOf((await shareOwnCalendar(world.as.ada, { wish: 'link' })).url)
const fileOf = (url: string | null) => url?.split('/').at(-1) ?? ''

/** Its entries, as a calendar program reads them. */
async function entriesOf(actor: Actor, file: string) {
  return eventsIn(await readFeed(actor, file))
}
function eventsIn(text: string) {
  return ICAL.Component.fromString(text)
    .getAllSubcomponents('vevent')
    .map((one) => {
      const event = new ICAL.Event(one)
      return {
        uid: event.uid,
        sequence: event.sequence,
        startsAt: event.startDate.toJSDate(),
        status: String(one.getFirstPropertyValue('status')),
        summary: event.summary,
        description: event.description,
        url: String(one.getFirstPropertyValue('url')),
      }
    })
}
const unknown = { code: 'not_found' }

const book = (world: World, startsAt: Date, patientId = world.patients.ada) =>
  bookAppointment(world.as.kim, {
    ...{
      clinicSlug: world.clinic.slug,
      service: 'weight-loss',
      type: 'initial',
      mode: 'in_person',
      startsAt,
    },
    ...{ practitionerId: world.practitioners.mora, locationId: world.locations.street },
    ...{ patientId, idempotencyKey: newId(), reason: 'canary-of-the-reason' },
  })

test('a practitioner’s feed has their appointments without anybody’s name, service or reason, or a link that opens one', async () => {
  const world = await makeClinic()
  const { reference, bookingId } = await book(world, world.at(3, '09:00'))
  await insertBooking(world, {
    startsAt: world.at(3, '09:00'),
    practitionerId: world.practitioners.noor,
    patientId: world.patients.ben,
  })
  const file = await morasFeed(world)
  const text = await readFeed(world.as.guest, file)
  const [entry, ...more] = eventsIn(text)
  expect(more).toEqual([])
  expect(entry).toMatchObject({ uid: `${bookingId}@localhost`, status: 'CONFIRMED', summary: 'Appointment' })
  expect(entry?.description).toContain(reference)
  expect(text).not.toMatch(/Ada|Lindqvist|weight|canary|manage/i)
})

test('a person’s feed has the appointments of everybody they act for, under the UID and number of the single file', async () => {
  const world = await makeClinic()
  const { bookingId } = await book(world, world.at(3, '09:00'))
  await book(world, world.at(3, '11:00'), world.patients.ben)
  const file = await adasFeed(world)
  const text = await readFeed(world.as.guest, file)
  const single = eventsIn(bookingCalendar(await getMyBooking(world.as.ada, bookingId)))
  expect(eventsIn(text).map(({ uid, sequence, summary }) => [uid, sequence, summary])).toEqual(
    single.map(({ uid, sequence, summary }) => [uid, sequence, summary]),
  )
  expect(text).not.toMatch(/weight|canary|manage|Lindqvist/i)
  expect(eventsIn(text)[0]?.url).toMatch(/\/my\/appointments\/[\w-]+$/)
  const ben = fileOf((await shareOwnCalendar(world.as.ben, { wish: 'link' })).url)
  await insertBooking(world, { startsAt: world.at(4, '09:00'), patientId: world.patients.cleo })
  expect(await entriesOf(world.as.guest, ben)).toHaveLength(2)
})

test('a move and a cancellation follow in the same entry, with a rising number; a month later a cancelled one is gone', async () => {
  const world = await makeClinic()
  const { reference, bookingId } = await book(world, world.at(3, '09:00'))
  const file = await adasFeed(world)
  const seen = async () =>
    (await entriesOf(world.as.guest, file)).map(({ sequence, status }) => [sequence, status])
  expect(await seen()).toEqual([[0, 'CONFIRMED']])
  await moveBooking(world.as.ada, { reference, startsAt: world.at(4, '10:00') })
  expect(await seen()).toEqual([[1, 'CONFIRMED']])
  await cancelBooking(world.as.ada, { reference })
  expect(await seen()).toEqual([[2, 'CANCELLED']])
  await ownerQuery(`UPDATE booking SET cancelled_at = now() - interval '31 days' WHERE id = $1`, [bookingId])
  expect(await seen()).toEqual([])
})

test('a request is tentative; a group session is one entry however many come', async () => {
  const world = await makeClinic({ services: { capacity: 8 } })
  await scheduleGroupSession(world.as.kim, {
    ...({ service: 'gp', mode: 'in_person', at: '09:00', capacity: 8 } as const),
    ...{ practitionerId: world.practitioners.mora, locationId: world.locations.street },
    onDate: localDate(world.at(5, '09:00'), world.clinic.timeZone),
  })
  await insertBooking(world, {
    startsAt: world.at(6, '09:00'),
    booking: { status: 'requested', request_expires_at: world.at(5, '09:00') },
  })
  const entries = await entriesOf(world.as.guest, await morasFeed(world))
  expect(entries.map(({ status, summary }) => `${status} ${summary}`)).toEqual([
    'CONFIRMED Group session',
    'TENTATIVE Appointment (asked for)',
  ])
})

test('a new address ends the old one, stopping ends it too, and one that is unknown, ended or cut short is the same not found', async () => {
  const world = await makeClinic()
  const old = await morasFeed(world)
  const fresh = await morasFeed(world)
  await expect(readFeed(world.as.guest, old)).rejects.toMatchObject(unknown)
  expect(await entriesOf(world.as.guest, fresh)).toEqual([])
  const off = { practitionerId: world.practitioners.mora, wish: 'off' } as const
  expect(await sharePractitionersCalendar(world.as.mora, off)).toEqual({ url: null })
  for (const file of [fresh, `${'x'.repeat(43)}.ics`, fresh.slice(0, 20), fresh.replace('.ics', ''), ''])
    await expect(readFeed(world.as.guest, file)).rejects.toMatchObject(unknown)
})

test('only a hash of it is kept, and of ten made at once one works', async () => {
  const world = await makeClinic()
  const files = await Promise.all(Array.from({ length: 10 }, () => adasFeed(world)))
  const read = await Promise.allSettled(files.map((file) => readFeed(world.as.guest, file)))
  expect(read.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const rows = await ownerQuery('SELECT * FROM calendar_feed WHERE account_id = $1', [world.accounts.ada])
  expect(rows).toHaveLength(10)
  for (const file of files) expect(JSON.stringify(rows)).not.toContain(file.slice(0, 43))
  const audit = await rawAs(
    'superuser',
    null,
    `SELECT detail::text FROM audit_event WHERE subject_id = '${world.accounts.ada}'`,
  )
  for (const file of files) expect(JSON.stringify(audit)).not.toContain(file.slice(0, 43))
})

test('the feed of somebody who is gone is not found', async () => {
  const world = await makeClinic()
  const [moras, adas] = [await morasFeed(world, world.as.ines), await adasFeed(world)]
  const { mora, ada } = world.accounts
  const gone = async (statement: string, back: string, file: string) => {
    await ownerQuery(statement)
    await expect(readFeed(world.as.guest, file), statement).rejects.toMatchObject(unknown)
    await ownerQuery(back)
    await readFeed(world.as.guest, file)
  }
  const member = `clinic_member SET ended_at = %s WHERE account_id = '${mora}'`
  await gone(`UPDATE ${member.replace('%s', 'now()')}`, `UPDATE ${member.replace('%s', 'NULL')}`, moras)
  for (const [account, file] of [
    [mora, moras],
    [ada, adas],
  ] as const) {
    const disabled = (at: string) => `UPDATE account SET disabled_at = ${at} WHERE id = '${account}'`
    await gone(disabled('now()'), disabled('NULL'), file)
  }
  const active = (is: boolean) =>
    `UPDATE practitioner SET active = ${is} WHERE id = '${world.practitioners.mora}'`
  await gone(active(false), active(true), moras)
})

test('nobody makes the address of somebody else’s calendar', async () => {
  const [harbour, lagoon] = await Promise.all([makeClinic(), makeClinic()])
  const wish = { practitionerId: harbour.practitioners.mora, wish: 'link' } as const
  for (const actor of [harbour.as.kim, harbour.as.noor, lagoon.as.ines, lagoon.as.mora])
    await expect(sharePractitionersCalendar(actor, wish)).rejects.toMatchObject(unknown)
})
