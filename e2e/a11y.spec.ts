import AxeBuilder from '@axe-core/playwright'
import { type APIRequestContext, type BrowserContext, expect, test } from '@playwright/test'
import { people } from '@/prisma/seed/cast'
import { choose, fillDetails, goOn, timeButton, timesOf } from './support/journey'
import { signInAs } from './support/session'
import { LOOK_RULES } from './support/sound'
import { bookThroughApi, freeTime, uniqueName } from './support/times'

/** Every page of the clinics and of booking, in the states people see them in. */
async function bookingPaths(request: APIRequestContext): Promise<string[]> {
  const time = await freeTime(request, 45)
  const lost = new URLSearchParams({ gone: 'slot_taken', at: time.startsAt })
  const steps = ['visit?service=gp', 'how?service=gp&type=initial', 'who?service=gp&type=initial&mode=video']
  return [
    ...['/', '/sign-in', '/harbour', '/lagoon', '/no-such-clinic', '/harbour/book'],
    ...steps.map((step) => `/harbour/book/${step}`),
    ...[timesOf(time.day), `${timesOf(time.day)}&${lost}`, timesOf('2031-01-04')],
    // Kept at first; the page before lets it go by closing, so the last one offers it again.
    ...['/harbour/book/details', '/harbour/book/check'],
  ]
}

/** Every page behind a manage link: of an appointment to come, of a cancelled one, of none. */
async function linkPaths(request: APIRequestContext): Promise<string[]> {
  const [time, booked, cancelled] = [
    await freeTime(request, 47),
    await freeTime(request, 47, 1),
    await freeTime(request, 47, 2),
  ]
  const { manageToken } = await bookThroughApi(request, booked, uniqueName())
  const gone = await bookThroughApi(request, cancelled, uniqueName())
  const headers = { Authorization: `Bearer ${gone.manageToken}` }
  await request.post(`/api/v1/bookings/${gone.reference}/cancel`, { headers, data: {} })
  const confirm = new URLSearchParams({
    time: [time.startsAt, time.practitionerId, time.locationId].join(' '),
  })
  return [
    ...['', '/booked', '/move', `/move/confirm?${confirm}`, '/cancel'].map(
      (page) => `/manage/${manageToken}${page}`,
    ),
    ...[`/manage/${gone.manageToken}`, `/manage/${'x'.repeat(43)}`],
  ]
}

/** Every page is looked at as a phone sees it, by day and by night, and as a desk does. */
const looks = [
  { width: 375, colorScheme: 'light' },
  { width: 375, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
] as const

/** Axe finds nothing, nothing broke the content security policy, the page woke up, has one heading and does not scroll sideways. */
async function expectSound(context: BrowserContext, path: string): Promise<void> {
  const page = await context.newPage()
  const told: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 404')) told.push(message.text())
  })
  page.on('pageerror', (error) => told.push(error.message))
  await page.goto(path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  const wakesUp = () =>
    page.evaluate(() => Object.keys(document.body).some((key) => key.startsWith('__react')))
  await expect.poll(wakesUp, { message: `${path} wakes up` }).toBe(true)
  for (const { width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: 800 })
    // Colours in the middle of a transition are nobody's.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const axe = new AxeBuilder({ page })
    const { violations } = await (width === 375 && colorScheme === 'light'
      ? axe
      : axe.withRules(LOOK_RULES)
    ).analyze()
    const found = violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)
    expect(found, `${path} at ${width} px, ${colorScheme}`).toEqual([])
    const isWider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(isWider, `${path} scrolls sideways at ${width} px`).toBe(false)
  }
  expect(told, path).toEqual([])
  await expect(page.locator('h1'), path).toHaveCount(1)
  await expect(page, path).toHaveTitle(/ – /)
  await page.close()
}

test.describe.configure({ mode: 'parallel' })
test.setTimeout(600_000)

test('every page of the clinics and of booking is sound', async ({ page, context, request }) => {
  const paths = await bookingPaths(request)
  await choose(page, await freeTime(request, 45, 3))
  await fillDetails(page)
  await goOn(page)
  for (const path of paths) await expectSound(context, path)
})

test('every page behind a link is sound', async ({ context, request }) => {
  for (const path of await linkPaths(request)) await expectSound(context, path)
})

test('every page of a signed-in patient is sound', async ({ page, context, request }) => {
  await signInAs(page, people.ben)
  const time = await freeTime(request, 46)
  await page.goto(timesOf(time.day))
  await timeButton(page, time).click()
  await page.getByRole('heading', { level: 1, name: 'Who is the appointment for?' }).waitFor()
  await page.goto('/my')
  const own = await page.getByRole('article').first().getByRole('link').first().getAttribute('href')
  for (const path of ['/my', `${own}`, `${own}/move`, `${own}/cancel`, '/harbour/book/person'])
    await expectSound(context, path)
})
