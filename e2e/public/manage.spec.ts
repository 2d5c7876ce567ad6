import { expect, type Page, test } from '@playwright/test'
import { people } from '@/prisma/seed/cast'
import { shiftBooking } from '../support/database'
import { book, choose, fillDetails, goOn, heading } from '../support/journey'
import { calendarLine, mailTo } from '../support/mailbox'
import { signInAs } from '../support/session'
import { bookThroughApi, freeTime, uniqueName } from '../support/times'

const when = (page: Page, printed: string) => page.getByRole('definition').filter({ hasText: printed })

test('page, mail, calendar file, manage page and the desk print the same time', async ({
  page,
  browser,
  request,
}) => {
  const time = await freeTime(request, 40)
  const email = `${uniqueName().toLowerCase()}@example.com`
  await choose(page, time)
  await fillDetails(page, email)
  await goOn(page)
  const reference = await book(page)
  await expect(when(page, time.printed)).toBeVisible()
  const mail = await mailTo(browser, email, 'Appointment confirmed')
  expect(mail.text).toContain(time.printed)
  expect(mail.text).toContain(reference)
  expect(calendarLine(mail.calendar, 'DESCRIPTION')).toContain(time.printed)
  expect(calendarLine(mail.calendar, 'SUMMARY')).toBe('Appointment with Harbour')
  const manage = mail.links.find((href) => href.startsWith('/manage/')) ?? ''
  await page.goto(manage)
  await expect(when(page, time.printed)).toBeVisible()
  const download = await page.request.get(`${manage}/calendar.ics`)
  expect(calendarLine(await download.text(), 'UID')).toBe(calendarLine(mail.calendar, 'UID'))
  const desk = await (await browser.newContext()).newPage()
  await signInAs(desk, people.kim)
  await desk.goto(`/desk?day=${time.day}`)
  await expect(desk.getByText(time.printed).first()).toBeAttached()
})

test('whoever has the link moves the appointment: same reference, the old time free again', async ({
  page,
  request,
}) => {
  const [old, fresh] = [await freeTime(request, 41), await freeTime(request, 41, 3)]
  const lastName = uniqueName()
  const { reference, manageToken } = await bookThroughApi(request, old, lastName)
  await page.goto(`/manage/${manageToken}`)
  await expect(when(page, old.printed)).toBeVisible()
  await expect(page.getByText(lastName)).toHaveCount(0)
  await page.getByRole('link', { name: 'Move appointment' }).click()
  await expect(page.getByText(`It is now on ${old.printed}`)).toBeVisible()
  await page.goto(`/manage/${manageToken}/move?day=${fresh.day}`)
  await page
    .getByRole('region', { name: /^(Morning|Afternoon), / })
    .getByRole('link', { name: new RegExp(`, ${fresh.ofDay} with`) })
    .click()
  await expect(heading(page, 'Move your appointment?')).toBeVisible()
  await expect(when(page, old.printed)).toBeVisible()
  await expect(when(page, fresh.printed)).toBeVisible()
  await page.getByRole('button', { name: 'Move appointment' }).click()
  await expect(page.getByRole('heading', { name: 'Your appointment has moved' })).toBeVisible()
  await expect(when(page, fresh.printed)).toBeVisible()
  await expect(when(page, reference)).toBeVisible()
  const file = await page.request.get(`/manage/${manageToken}/calendar.ics`)
  expect(calendarLine(await file.text(), 'SEQUENCE')).toBe('1')
})

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('whoever has the link cancels, after being asked; looking changes nothing', async ({
      page,
      request,
    }) => {
      const time = await freeTime(request, 42, javaScriptEnabled ? 0 : 3)
      const { manageToken } = await bookThroughApi(request, time, uniqueName())
      await page.goto(`/manage/${manageToken}/cancel`)
      await expect(page.getByText('Cancelling now costs nothing.')).toBeVisible()
      await page.getByRole('link', { name: 'Keep it' }).click()
      await expect(page.getByText('Confirmed', { exact: true })).toBeVisible()
      await page.getByRole('link', { name: 'Cancel appointment' }).click()
      await page.getByLabel('Why do you want to cancel?').fill('Feeling better')
      await page.getByRole('button', { name: 'Cancel appointment' }).click()
      await expect(page.getByRole('heading', { name: 'This appointment is cancelled' })).toBeVisible()
      await expect(page.getByRole('link', { name: 'Move appointment' })).toHaveCount(0)
      await page.getByRole('link', { name: 'Book again' }).click()
      await expect(heading(page, 'When would you like to come?')).toBeVisible()
    })
  })

test('inside the notice the fee is said before the button, and on it', async ({ page, request }) => {
  const time = await freeTime(request, 43)
  const { reference, manageToken } = await bookThroughApi(request, time, uniqueName())
  await shiftBooking(reference, new Date(Date.now() + 3 * 3_600_000))
  await page.goto(`/manage/${manageToken}/cancel`)
  await expect(page.getByRole('heading', { name: 'Cancelling now costs $30.00' })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel appointment for $30.00' }).click()
  await expect(page.getByText('a fee of $30.00 applies')).toBeVisible()
})

test('once it has begun, the page offers the phone', async ({ page, request }) => {
  const time = await freeTime(request, 43, 1)
  const { reference, manageToken } = await bookThroughApi(request, time, uniqueName())
  await shiftBooking(reference, new Date(Date.now() - 600_000))
  await page.goto(`/manage/${manageToken}`)
  await expect(page.getByText('It can no longer be changed online.')).toContainText('(02) 5550 0123')
  await page.goto(`/manage/${manageToken}/cancel`)
  await expect(page.getByRole('button')).toHaveCount(0)
})

test('a link that does not work says so, and is not found', async ({ page }) => {
  const answer = await page.goto(`/manage/${'x'.repeat(43)}`)
  expect(answer?.status()).toBe(404)
  await expect(heading(page, 'This link does not work')).toBeVisible()
  await expect(page).toHaveTitle('This link does not work – Anteroom')
})

test('pages behind a link are not kept, not indexed, and not told to other sites', async ({ request }) => {
  const { manageToken } = await bookThroughApi(request, await freeTime(request, 43, 2), uniqueName())
  const answer = await request.get(`/manage/${manageToken}`)
  expect(answer.headers()['cache-control']).toContain('no-store')
  expect(answer.headers()['referrer-policy']).toBe('same-origin')
  expect(await answer.text()).toContain('<meta name="robots" content="noindex, nofollow"/>')
})
