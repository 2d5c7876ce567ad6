import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { addDays, localDate } from '@/lib/time'
import { harbour, patients, people } from '@/prisma/seed/cast'
import { signInAs } from '../support/session'
import { bookThroughApi, freeTime, uniqueName } from '../support/times'

for (const [week, width] of [
  [20, 1280],
  [21, 375],
] as const)
  test(`axe finds nothing on any staff page, and none scrolls sideways, at ${width} px`, async ({
    page,
    request,
  }) => {
    test.setTimeout(600_000)
    await page.setViewportSize({ width, height: 850 })
    const [time, lastName] = [await freeTime(request, week), uniqueName()]
    await bookThroughApi(request, time, lastName)
    await signInAs(page, people.kim)
    await page.goto(`/desk?day=${time.day}`)
    await page.getByRole('link', { name: `Online ${lastName}` }).click()
    await page.getByRole('heading', { name: 'History' }).waitFor()
    const booking = new URL(page.url()).pathname
    const weekAgo = addDays(localDate(new Date(), harbour.timeZone), -7)
    const paths = [
      `/desk?day=${time.day}`,
      `/desk?day=${weekAgo}`,
      '/desk?day=2031-01-01',
      '/clinic/day',
      `/clinic/day?with=${harbour.practitioners[0].id}&day=${time.day}`,
      '/desk/book',
      '/desk/book/new',
      `/desk/book/${patients.ada.id}`,
      ...['', '/move', '/cancel', '/booked'].map((page) => booking + page),
      '/desk/bookings/none',
    ]
    for (const path of paths) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.html}`)).toEqual([])
      const isWider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
      expect(isWider, `${path} scrolls sideways`).toBe(false)
      await expect(page.locator('h1')).toHaveCount(1)
    }
  })
