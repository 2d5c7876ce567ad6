import { expect, type Page, test } from '@playwright/test'
import { harbour } from '@/prisma/seed/cast'
import {
  book,
  choose,
  fillDetails,
  goOn,
  heading,
  stranger,
  timeButton,
  timesOf,
  typeInto,
} from '../support/journey'
import { freeTime, uniqueName } from '../support/times'

/** The whole way from the clinic's page, each question answered by the link that says so. Leaves the page at the free times. */
async function walkToTimes(page: Page): Promise<void> {
  await page.goto(`/${harbour.slug}`)
  await expect(page.getByRole('heading', { name: 'Call 000 in an emergency' })).toBeVisible()
  await page.getByRole('link', { name: 'Book an appointment' }).click()
  await expect(page.getByText('Step 1 of 7')).toBeVisible()
  await page.getByRole('link', { name: 'GP appointment' }).click()
  await expect(heading(page, 'Is this your first visit?')).toBeVisible()
  await expect(page.getByRole('link', { name: 'This is my first visit' })).toContainText(
    '40 minutes, $120.00',
  )
  await page.getByRole('link', { name: 'I have been before' }).click()
  await expect(heading(page, 'How would you like to be seen?')).toBeVisible()
  await page.getByRole('link', { name: 'In person, Harbour Street' }).click()
  await expect(heading(page, 'Who would you like to see?')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Dr Lucia Mora' })).toContainText('Taking new patients')
  await page.getByRole('link', { name: 'Anyone' }).click()
  await expect(heading(page, 'When would you like to come?')).toBeVisible()
  await expect(page.getByText('Times are Sydney time.')).toBeVisible()
}

const next = (page: Page) => page.getByRole('region', { name: 'Next free times' }).getByRole('button')

test('a patient without an account walks through the questions and books', async ({ page, request }) => {
  await walkToTimes(page)
  await expect(next(page)).toHaveCount(3)
  await expect(next(page).first()).toHaveText(/^\w+day \d+ \w+ \d{4}, \d+:\d\d [ap]m with Dr Lucia Mora$/)
  const time = await freeTime(request, 30)
  await choose(page, time)
  await expect(page.getByText('We are keeping this time for you until')).toBeVisible()
  await fillDetails(page)
  await goOn(page)
  for (const said of ['Zoë Ng-O’Brien', '29 February 1992', '0491 570 006', 'Dr Lucia Mora', '$65.00'])
    await expect(page.getByRole('definition').filter({ hasText: said })).toBeVisible()
  await expect(page.getByRole('definition').filter({ hasText: time.printed })).toBeVisible()
  await expect(
    page.getByText('Cancelling is free until 24 hours before; after that it costs $30.00.'),
  ).toBeVisible()
  expect(await book(page)).toMatch(/^[A-HJKMNP-Z2-9]{8}$/)
  await expect(page.getByRole('definition').filter({ hasText: time.printed })).toBeVisible()
  const reference = await page.getByText('Your reference is').locator('strong').textContent()
  await page.reload()
  await expect(page.getByText('Your reference is')).toContainText(reference ?? '')
})

test('nothing about the person is in any address on the way', async ({ page, request }) => {
  const seen: string[] = []
  page.on('request', (one) => seen.push(decodeURIComponent(one.url())))
  await choose(page, await freeTime(request, 30, 1))
  await fillDetails(page, 'zoe.secret@example.com')
  await goOn(page)
  await book(page)
  const told = [stranger.firstName, stranger.lastName, '570', '1992', 'zoe.secret']
  expect(seen.filter((url) => told.some((word) => url.includes(word)))).toEqual([])
})

test('by keyboard alone', async ({ page, request }) => {
  const time = await freeTime(request, 31)
  await page.goto(timesOf(time.day))
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to main content' })).toBeFocused()
  await pressOn(page, timeButton(page, time))
  await expect(heading(page, 'Your details')).toBeVisible()
  await tabTo(page, page.getByLabel('First name'))
  await page.keyboard.type('Ann', { delay: 50 })
  for (const text of [uniqueName(), '1', 'March', '1980', '0491 570 006']) {
    await page.keyboard.press('Tab')
    await page.keyboard.type(text, { delay: 50 })
  }
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Check your appointment before booking')).toBeVisible()
  await pressOn(page, page.getByRole('button', { name: 'Book appointment' }))
  await expect(heading(page, 'Appointment booked')).toBeVisible()
})

test('on a narrow phone, without scrolling sideways', async ({ page, request }) => {
  await page.setViewportSize({ width: 375, height: 740 })
  const isWider = () => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  await walkToTimes(page)
  expect(await isWider()).toBe(false)
  await choose(page, await freeTime(request, 31, 1))
  expect(await isWider()).toBe(false)
  await fillDetails(page)
  await goOn(page)
  expect(await isWider()).toBe(false)
  await book(page)
  expect(await isWider()).toBe(false)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('every step works', async ({ page, request }) => {
    await walkToTimes(page)
    await choose(page, await freeTime(request, 32))
    await fillDetails(page)
    await goOn(page)
    await book(page)
    await page.goBack()
    await expect(heading(page, 'You have already booked this appointment')).toBeVisible()
  })

  test('what is wrong is said, and what was typed stays', async ({ page, request }) => {
    await choose(page, await freeTime(request, 32, 1))
    await typeInto(page.getByLabel('First name'), 'Ann')
    await page.getByLabel('Day').fill('31')
    await page.getByLabel('Month').fill('feb')
    await page.getByLabel('Year').fill('1990')
    await page.getByRole('button', { name: 'Continue' }).click()
    const summary = page.getByRole('alert').filter({ hasText: 'There is a problem' })
    await expect(page).toHaveTitle('Error: Your details – Harbour')
    await expect(summary.getByRole('link')).toHaveText([
      'Enter your last name',
      'Date of birth must be a real date',
      'Enter your mobile number',
    ])
    await expect(page.getByLabel('First name')).toHaveValue('Ann')
    await expect(page.getByLabel('Month')).toHaveValue('feb')
  })
})

test('the summary of what is wrong takes the focus, and leads to each field', async ({ page, request }) => {
  await choose(page, await freeTime(request, 32, 2))
  await typeInto(page.getByLabel('First name'), 'Ann')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page).toHaveTitle(/^Error: Your details/)
  await page.getByRole('link', { name: 'Enter your date of birth' }).click()
  await expect(page.getByLabel('Day')).toBeFocused()
})

test('Back loses nothing: not what was sent, not what was only typed', async ({ page, request }) => {
  const time = await freeTime(request, 33)
  await choose(page, time)
  await fillDetails(page)
  await goOn(page)
  await page.goBack()
  await expect(page.getByLabel('Last name')).toHaveValue(stranger.lastName)
  await expect(page.getByLabel('Month')).toHaveValue('feb')
  await page.getByLabel('First name').fill('Changed')
  await page.goBack()
  await expect(heading(page, 'When would you like to come?')).toBeVisible()
  await page.goForward()
  await expect(page.getByLabel('First name')).toHaveValue('Changed')
  await goOn(page)
  await page.getByRole('link', { name: 'Change name' }).click()
  await expect(page.getByLabel('First name')).toHaveValue('Changed')
  await goOn(page)
})

test('Back after booking says that it is booked', async ({ page, request }) => {
  await choose(page, await freeTime(request, 33, 1))
  await fillDetails(page)
  await goOn(page)
  const reference = await book(page)
  await page.goBack()
  await expect(heading(page, 'You have already booked this appointment')).toBeVisible()
  await page.getByRole('link', { name: 'See your appointment' }).click()
  await expect(page.getByText('Your reference is')).toContainText(reference)
})

test('a program that fills in every field is turned away', async ({ page, request }) => {
  await choose(page, await freeTime(request, 33, 2))
  await fillDetails(page)
  await page.getByLabel('Leave this empty').fill('spam', { force: true })
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'quicker than people type' })).toBeVisible()
})

test('an unknown clinic is not found', async ({ page }) => {
  expect((await page.goto('/no-such-clinic/book'))?.status()).toBe(404)
  await expect(heading(page, 'Page not found')).toBeVisible()
})

/** Presses Tab until something has the focus. */
async function tabTo(page: Page, target: ReturnType<Page['locator']>): Promise<void> {
  for (let presses = 0; presses < 90; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}

async function pressOn(page: Page, target: ReturnType<Page['locator']>): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}
