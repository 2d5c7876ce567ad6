import { type APIRequestContext, type BrowserContext, expect, test } from '@playwright/test'
import { people } from '@/prisma/seed/cast'
import { choose, fillDetails, goOn, timeButton, timesOf } from './support/journey'
import { signInAs } from './support/session'
import { expectSound } from './support/sound'
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

/** They are sound, nothing broke on them, not the content security policy either, they woke up, and each has a title. */
async function expectAllWell(context: BrowserContext, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
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
    await expectSound(page)
    expect(told, path).toEqual([])
    await expect(page, path).toHaveTitle(/ – /)
    await page.close()
  }
}

test.describe.configure({ mode: 'parallel' })

test('every page of the clinics and of booking is sound', async ({ page, context, request }) => {
  const paths = await bookingPaths(request)
  await choose(page, await freeTime(request, 45, 3))
  await fillDetails(page)
  await goOn(page)
  await expectAllWell(context, paths)
})

test('every page behind a link is sound', async ({ context, request }) => {
  await expectAllWell(context, await linkPaths(request))
})

test('every page of a signed-in patient is sound', async ({ page, context, request }) => {
  await signInAs(page, people.ben)
  const time = await freeTime(request, 46)
  await page.goto(timesOf(time.day))
  await timeButton(page, time).click()
  await page.getByRole('heading', { level: 1, name: 'Who is the appointment for?' }).waitFor()
  await page.goto('/my')
  const own = await page.getByRole('article').first().getByRole('link').first().getAttribute('href')
  await expectAllWell(context, ['/my', `${own}`, `${own}/move`, `${own}/cancel`, '/harbour/book/person'])
})
