import { test } from '@playwright/test'
import { addDays, localDate } from '@/lib/time'
import { harbour, patients, people } from '@/prisma/seed/cast'
import { signInAs } from '../support/session'
import { expectSoundPages } from '../support/sound'
import { bookThroughApi, freeTime, uniqueName } from '../support/times'

test('the pages of the desk and of the day are sound on a phone and at a desk', async ({ page, request }) => {
  const [time, lastName] = [await freeTime(request, 20), uniqueName()]
  await bookThroughApi(request, time, lastName)
  await signInAs(page, people.kim)
  await page.goto(`/desk?day=${time.day}`)
  await page.getByRole('link', { name: `Online ${lastName}` }).click()
  await page.getByRole('heading', { name: 'History' }).waitFor()
  const booking = new URL(page.url()).pathname
  const weekAgo = addDays(localDate(new Date(), harbour.timeZone), -7)
  await expectSoundPages(page, [
    ...[`/desk?day=${time.day}`, `/desk?day=${weekAgo}`, '/desk?day=2031-01-01', '/clinic/day'],
    `/clinic/day?with=${harbour.practitioners[0].id}&day=${time.day}`,
    ...['/desk/book', '/desk/book/new', `/desk/book/${patients.ada.id}`],
    ...['', '/move', '/cancel', '/booked'].map((page) => booking + page),
    '/desk/bookings/none',
  ])
})
