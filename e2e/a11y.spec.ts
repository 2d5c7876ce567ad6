import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { people } from '@/prisma/seed/cast'
import { choose, fillDetails, goOn, timesOf } from './support/journey'
import { signInAs } from './support/session'
import { bookThroughApi, freeTime, uniqueName } from './support/times'

/** Every public and patient page, in the states people see them in. */
async function pathsFor(page: Page, week: number): Promise<string[]> {
  const { request } = page
  const [time, booked, cancelled] = [
    await freeTime(request, week),
    await freeTime(request, week, 1),
    await freeTime(request, week, 2),
  ]
  const { manageToken } = await bookThroughApi(request, booked, uniqueName())
  const gone = await bookThroughApi(request, cancelled, uniqueName())
  const headers = { Authorization: `Bearer ${gone.manageToken}` }
  await request.post(`/api/v1/bookings/${gone.reference}/cancel`, { headers, data: {} })
  const lost = { gone: 'slot_taken', at: booked.startsAt }
  const link = `/manage/${manageToken}`
  const confirm = new URLSearchParams({
    time: [time.startsAt, time.practitionerId, time.locationId].join(' '),
  })
  return [
    ...['/', '/sign-in', '/harbour', '/lagoon', '/no-such-clinic', '/harbour/book'],
    ...['visit?service=gp', 'how?service=gp&type=initial', 'who?service=gp&type=initial&mode=video'].map(
      (step) => `/harbour/book/${step}`,
    ),
    ...[timesOf(time.day), `${timesOf(time.day)}&${new URLSearchParams(lost)}`, timesOf('2031-01-04')],
    ...['/harbour/book/details', '/harbour/book/check'],
    ...['', '/booked', '/move', `/move/confirm?${confirm}`, '/cancel'].map((page) => link + page),
    ...[`/manage/${gone.manageToken}`, `/manage/${'x'.repeat(43)}`],
  ]
}

/** Axe finds nothing, nothing broke the content security policy, the page woke up, it has one heading and does not scroll sideways. */
async function expectSound(page: Page, path: string): Promise<void> {
  const told: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 404')) told.push(message.text())
  })
  page.on('pageerror', (error) => told.push(error.message))
  await page.goto(path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await expect
    .poll(() => page.evaluate(() => Object.keys(document.body).some((key) => key.startsWith('__react'))), {
      message: `${path} wakes up`,
    })
    .toBe(true)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.html}`)).toEqual([])
  expect(told, path).toEqual([])
  await expect(page.locator('h1'), path).toHaveCount(1)
  await expect(page, path).toHaveTitle(/ – /)
  const isWider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  expect(isWider, `${path} scrolls sideways`).toBe(false)
}

const looks = [
  { week: 45, width: 375, colorScheme: 'light' },
  { week: 46, width: 1280, colorScheme: 'light' },
  { week: 47, width: 375, colorScheme: 'dark' },
  { week: 48, width: 1280, colorScheme: 'dark' },
] as const

for (const { week, width, colorScheme } of looks)
  test.describe(`at ${width} px, ${colorScheme}:`, () => {
    test.use({ viewport: { width, height: 800 }, colorScheme })
    test.setTimeout(180_000)

    test('every public page is sound', async ({ page }) => {
      const paths = await pathsFor(page, week)
      await choose(page, await freeTime(page.request, week, 3))
      await fillDetails(page)
      await goOn(page)
      for (const path of paths) {
        const fresh = await page.context().newPage()
        await expectSound(fresh, path)
        await fresh.close()
      }
    })

    test('every page of a signed-in patient is sound', async ({ page }) => {
      await signInAs(page, people.ben)
      await choosePerson(page, week)
      await page.goto('/my')
      const own = await page.getByRole('article').first().getByRole('link').first().getAttribute('href')
      for (const path of ['/my', `${own}`, `${own}/move`, `${own}/cancel`, '/harbour/book/person']) {
        const fresh = await page.context().newPage()
        await expectSound(fresh, path)
        await fresh.close()
      }
    })
  })

/** A journey of a signed-in person up to the question for whom they book. */
async function choosePerson(page: Page, week: number): Promise<void> {
  const time = await freeTime(page.request, week, 5)
  await page.goto(timesOf(time.day))
  await page.getByRole('region', { name: 'Next free times' }).getByRole('button').first().click()
  await page.getByRole('heading', { level: 1, name: 'Who is the appointment for?' }).waitFor()
}
