import ICAL from 'ical.js'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { bookAppointment } from '../booking/commands/book'
import { moveFollowing } from '../booking/commands/following'
import { moveBooking } from '../booking/commands/move'
import { bookSeries } from '../booking/commands/series'
import { visitsOfSeries } from '../booking/rules/series'
import { setClock } from '../clock'
import { insertBooking } from '../db/testing/booking'
import { openPostOffice } from '../db/testing/post-office'
import { ownerQuery } from '../db/testing/raw'
import { makeClinic, type World } from '../db/testing/world'
import { env } from '../env'
import { shareOwnCalendar } from '../feeds/commands/feed'
import { readFeed } from '../feeds/queries/feed'
import { newId } from '../ids'
import { runDueJobs } from '../jobs/run'
import { addDays, instantAt, isoWithOffset, printBothZones } from '../time'
import { messageJobs } from './jobs'

// Wall times across every change of the clock of 2027, in the clinic's zone and in a patient's: series, moves, calendar files (read back by
// another library) and what they remind of. Reminders by mail are not built yet; the calendar's own is the only one.

const PATIENT = 'Europe/London'
const NINE = (date: string, offset: string) => `${date}T09:00:00${offset}`

/** A zone, three Sundays around its change (none: the dates of Sydney's), the offsets at 9:00 on each, and the patient's wall then. */
const GOLDEN: [
  zone: string,
  first: string,
  clinic: [string, string, string],
  patient: [string, string, string],
][] = [
  ['Australia/Sydney', '2027-03-28', ['+11:00', '+10:00', '+10:00'], ['27 22:00', '04 00:00', '11 00:00']],
  ['Australia/Sydney', '2027-09-26', ['+10:00', '+11:00', '+11:00'], ['26 00:00', '02 23:00', '09 23:00']],
  ['Australia/Lord_Howe', '2027-03-28', ['+11:00', '+10:30', '+10:30'], ['27 22:00', '03 23:30', '10 23:30']],
  ['Australia/Lord_Howe', '2027-09-26', ['+10:30', '+11:00', '+11:00'], ['25 23:30', '02 23:00', '09 23:00']],
  ['America/New_York', '2027-03-07', ['-05:00', '-04:00', '-04:00'], ['07 14:00', '14 13:00', '21 13:00']],
  ['America/New_York', '2027-10-31', ['-04:00', '-05:00', '-05:00'], ['31 13:00', '07 14:00', '14 14:00']],
  ['Africa/Lagos', '2027-03-28', ['+01:00', '+01:00', '+01:00'], ['28 09:00', '04 09:00', '11 09:00']],
  ['Africa/Lagos', '2027-09-26', ['+01:00', '+01:00', '+01:00'], ['26 09:00', '03 09:00', '10 09:00']],
]

const post = await openPostOffice()
afterAll(post.close)
beforeEach(() => {
  env.SMTP_URL = post.url
  post.mails.length = 0
})
afterEach(() => setClock(null))

const EVERY_DAY = [[360, 1320]] as const

async function worldIn(zone: string, first: string): Promise<World> {
  setClock(instantAt(addDays(first, -20), '12:00', zone))
  const world = await makeClinic({
    ...{ clinic: { time_zone: zone }, location: { time_zone: zone }, hours: EVERY_DAY },
    services: { horizon_days: 400 },
  })
  await ownerQuery(`UPDATE patient SET email = 'ada@example.com' WHERE id = $1`, [world.patients.ada])
  return world
}
const visit = (world: World) => ({
  ...({ service: 'gp', type: 'follow_up', mode: 'in_person' } as const),
  ...{ practitionerId: world.practitioners.mora, locationId: world.locations.street },
})

type Read = { startsAt: Date; description: string; remindsAt: Date | null }
/** The entries of an iCalendar file, by their start; only instants in UTC or a named zone are taken as such. */
function entriesIn(text: string): Read[] {
  const events = ICAL.Component.fromString(text).getAllSubcomponents('vevent')
  const read = events.map((one) => {
    const { startDate, description } = new ICAL.Event(one)
    expect(startDate.zone).toBe(ICAL.Timezone.utcTimezone)
    const before = one.getFirstSubcomponent('valarm')?.getFirstPropertyValue('trigger')
    const startsAt = startDate.toJSDate()
    const seconds = before instanceof ICAL.Duration ? before.toSeconds() : null
    return {
      startsAt,
      description,
      remindsAt: seconds === null ? null : new Date(startsAt.getTime() + seconds * 1000),
    }
  })
  return read.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
}
async function mailed(): Promise<Read[]> {
  await runDueJobs({ handlers: messageJobs })
  const [mail] = (await post.read()).slice(-1)
  const file = mail?.attachments.find(({ mimeType }) => mimeType === 'text/calendar')
  return entriesIn(new TextDecoder().decode(file?.content as ArrayBuffer))
}
async function subscribed(world: World): Promise<Read[]> {
  const { url } = await shareOwnCalendar(world.as.ada, { wish: 'link' })
  return entriesIn(await readFeed(world.as.guest, url?.split('/').at(-1) ?? ''))
}
/** "27 22:00": day and time on the wall of the patient, by the runtime's own zones. */
const patientsWall = (at: Date) =>
  // biome-ignore lint/plugin: an oracle that is not lib/time.ts.
  new Intl.DateTimeFormat('en-GB', {
    timeZone: PATIENT,
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
    .format(at)
    .replace(/,? at |, /, ' ')

test.each(GOLDEN)(
  '%s from %s: a series is at 9:00 on every page, mail and calendar',
  async (zone, first, offsets, walls) => {
    const world = await worldIn(zone, first)
    const startsAt = instantAt(first, '09:00', zone)
    const dates = visitsOfSeries(startsAt, 1, { times: 3 }, zone)
    expect(dates.map((at) => isoWithOffset(at, zone))).toEqual(
      offsets.map((offset, n) => NINE(addDays(first, 7 * n), offset)),
    )
    await bookSeries(world.as.kim, {
      ...visit(world),
      everyWeeks: 1,
      patientId: world.patients.ada,
      startsAt: dates,
    })
    for (const entries of [await mailed(), await subscribed(world)]) {
      expect(entries.map((entry) => entry.startsAt)).toEqual(dates)
      expect(entries.map((entry) => patientsWall(entry.startsAt))).toEqual(walls)
      for (const { startsAt: at, description, remindsAt } of entries) {
        expect(description).toContain('9:00 am')
        expect(remindsAt).toEqual(new Date(at.getTime() - 86_400_000))
      }
    }
    for (const [n, at] of dates.entries()) {
      const [hour, minute] = (walls[n] ?? '').slice(3).split(':').map(Number) as [number, number]
      const theirs = `${hour % 12 || 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'am' : 'pm'}`
      const both = printBothZones(at, zone, PATIENT)
      expect(both).toContain('9:00 am')
      if (theirs !== '9:00 am') expect(both).toContain(`which is ${theirs}`)
    }
  },
)

test.each(GOLDEN)(
  '%s from %s: a visit moved over the change, alone or with those after it, is at the wall time asked for',
  async (zone, first, offsets) => {
    const world = await worldIn(zone, first)
    const at = (week: number, wall: string) => instantAt(addDays(first, 7 * week), wall, zone)
    const { id, reference } = await insertBooking(world, { startsAt: at(0, '15:00') })
    await moveBooking(world.as.holderOf(id), { reference, startsAt: at(1, '09:00') })
    expect((await mailed()).map((entry) => isoWithOffset(entry.startsAt, zone))).toEqual([
      NINE(addDays(first, 7), offsets[1]),
    ])
    const dates = visitsOfSeries(at(0, '11:00'), 1, { times: 3 }, zone)
    const series = { ...visit(world), everyWeeks: 1, patientId: world.patients.ben, startsAt: dates }
    const { bookingIds } = await bookSeries(world.as.kim, series)
    const [one] = bookingIds
    await moveFollowing(world.as.kim, {
      ...{ bookingId: one ?? '', version: 1, startsAt: at(0, '08:00') },
      practitionerId: world.practitioners.mora,
    } as Parameters<typeof moveFollowing>[1])
    const rows = await ownerQuery<{ starts_at: Date }>(
      'SELECT starts_at FROM booking WHERE id = ANY ($1::uuid[]) ORDER BY series_position',
      [bookingIds],
    )
    expect(rows.map((row) => isoWithOffset(row.starts_at, zone))).toEqual(
      offsets.map((offset, n) => NINE(addDays(first, 7 * n), offset).replace('T09', 'T08')),
    )
  },
)

test('what waited over a change of the clock while nobody worked is told once, at the right time; what came too late is not', async () => {
  const world = await worldIn('Australia/Sydney', '2027-10-03')
  const at = (wall: string) => instantAt('2027-10-03', wall, 'Australia/Sydney')
  setClock(at('01:30'))
  const book = (startsAt: Date, patientId: string) =>
    bookAppointment(world.as.kim, {
      ...{ ...visit(world), startsAt, patientId, clinicSlug: world.clinic.slug, idempotencyKey: newId() },
    })
  const first = await book(at('09:00'), world.patients.ada)
  const toldOf = async (id: string) => (await post.read()).filter(({ messageId }) => messageId?.includes(id))
  // An hour is skipped, and the worker comes back after it; twice, as it may.
  setClock(at('03:30'))
  await runDueJobs({ handlers: messageJobs })
  await runDueJobs({ handlers: messageJobs })
  const [told, ...more] = await toldOf(first.bookingId)
  expect(more).toEqual([])
  expect(told?.text).toContain('Sunday 3 October 2027, 9:00 am (Sydney time)')
  const { bookingId } = await book(at('11:00'), world.patients.ada)
  setClock(at('11:01'))
  await runDueJobs({ handlers: messageJobs })
  expect(await toldOf(bookingId)).toEqual([])
  const rows = await ownerQuery('SELECT state::text FROM outbox_message WHERE booking_id = $1', [bookingId])
  expect(rows).toEqual([{ state: 'withdrawn' }])
})
