import ICAL from 'ical.js'
import { afterAll, expect, test } from 'vitest'
import { moveBooking } from '../booking/commands/move'
import { insertBooking } from '../db/testing/booking'
import { openPostOffice } from '../db/testing/post-office'
import { ownerQuery } from '../db/testing/raw'
import { makeClinic } from '../db/testing/world'
import { env } from '../env'
import { shareOwnCalendar } from '../feeds/commands/feed'
import { readFeed } from '../feeds/queries/feed'
import { runDueJobs } from '../jobs/run'
import { messageJobs } from './jobs'

const post = await openPostOffice()
afterAll(post.close)
env.SMTP_URL = post.url

test('after three moves there is one booking, one reference and price, one calendar entry, and three rows of history', async () => {
  const world = await makeClinic()
  const { id, reference } = await insertBooking(world, { startsAt: world.at(3, '09:00') })
  await ownerQuery(`UPDATE patient SET email = 'ada@example.com' WHERE id = $1`, [world.patients.ada])
  const moves = [
    [world.as.holderOf(id), world.at(4, '10:00')],
    [world.as.ada, world.at(5, '11:00')],
    [world.as.kim, world.at(6, '12:00')],
  ] as const
  for (const [actor, startsAt] of moves) {
    await moveBooking(actor, { reference, startsAt })
    await runDueJobs({ handlers: messageJobs })
  }
  const [row] = await ownerQuery(
    `SELECT count(*)::int AS bookings, count(DISTINCT reference)::int AS "references", min(price_cents) AS price, min(starts_at) AS starts_at,
      (SELECT count(*)::int FROM booking_event WHERE booking_id = $1 AND kind = 'moved') AS moves,
      (SELECT count(*)::int FROM calendar_claim WHERE booking_id = $1) AS claims FROM booking WHERE patient_id = $2`,
    [id, world.patients.ada],
  )
  expect(row).toEqual({
    bookings: 1,
    references: 1,
    price: 6500,
    starts_at: world.at(6, '12:00'),
    moves: 3,
    claims: 1,
  })
  // What a calendar makes of the three mails, and of the feed: by UID the highest SEQUENCE is what it shows.
  const theirs = (await post.read()).filter(({ messageId }) => messageId?.includes(id))
  const files = theirs.map(({ attachments }) => {
    const file = attachments.find(({ mimeType }) => mimeType === 'text/calendar')
    return new TextDecoder().decode(file?.content as ArrayBuffer)
  })
  const { url } = await shareOwnCalendar(world.as.ada, { wish: 'link' })
  files.push(await readFeed(world.as.guest, url?.split('/').at(-1) ?? ''))
  const events = files.map(
    (text) =>
      new ICAL.Event(ICAL.Component.fromString(text).getFirstSubcomponent('vevent') as ICAL.Component),
  )
  expect(new Set(events.map(({ uid }) => uid)).size).toBe(1)
  expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 3])
  expect(events.at(-1)?.startDate.toJSDate()).toEqual(world.at(6, '12:00'))
})
