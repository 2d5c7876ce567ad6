import { expect, type Page, test } from '@playwright/test'
import { people } from '@/prisma/seed/cast'
import { book, goOn, heading, timeButton, timesOf } from '../support/journey'
import { signInAs } from '../support/session'
import { freeTime } from '../support/times'

test('Ben books for Cleo without typing what is known, moves it and cancels it', async ({
  page,
  request,
}) => {
  const [time, other] = [await freeTime(request, 44), await freeTime(request, 44, 3)]
  await signInAs(page, people.ben)
  await page.goto(timesOf(time.day))
  await timeButton(page, time).click()
  await expect(heading(page, 'Who is the appointment for?')).toBeVisible()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('link', { name: 'Choose who the appointment is for' })).toBeVisible()
  await page.getByRole('radio', { name: 'Cleo Okafor' }).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(heading(page, 'About the appointment')).toBeVisible()
  await expect(page.getByLabel('Last name')).toHaveCount(0)
  await page.getByLabel('Reason for the visit').fill('Earache')
  await goOn(page)
  await expect(page.getByRole('definition').filter({ hasText: 'Cleo Okafor' })).toBeVisible()
  await book(page)

  await page.goto('/my')
  const card = page.getByRole('article').filter({ hasText: time.printed })
  await expect(card).toContainText('Cleo Okafor')
  await expect(card).toContainText('Confirmed')
  await card.getByRole('link', { name: 'Move' }).click()
  await expect(heading(page, 'Choose a new time')).toBeVisible()
  await page.goto(`${new URL(page.url()).pathname}?day=${other.day}`)
  await page
    .getByRole('region', { name: /^(Morning|Afternoon), / })
    .getByRole('link', { name: new RegExp(`, ${other.ofDay} with`) })
    .click()
  await page.getByRole('button', { name: 'Move appointment' }).click()
  await expect(page.getByText(`It is now on ${other.printed}`)).toBeVisible()
  await page.getByRole('link', { name: 'Cancel appointment' }).click()
  await page.getByRole('button', { name: 'Cancel appointment' }).click()
  await expect(page.getByRole('heading', { name: 'This appointment is cancelled' })).toBeVisible()
  await page.goto('/my')
  const past = page.getByRole('region', { name: 'Past and cancelled' })
  await expect(past.getByRole('article').filter({ hasText: other.printed })).toContainText('Cancelled')
})

test('a signed-in person can book for somebody else, who is then asked about', async ({ page, request }) => {
  const time = await freeTime(request, 44, 5)
  await signInAs(page, people.ada)
  await page.goto(timesOf(time.day))
  await timeButton(page, time).click()
  await page.getByRole('radio', { name: 'Someone else' }).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(heading(page, 'Their details')).toBeVisible()
  await expect(page.getByLabel('First name')).toHaveValue('')
})

test('Ada sees nothing of Ben’s family, and nobody signed out sees anything', async ({ page, browser }) => {
  await signInAs(page, people.ben)
  await page.goto('/my')
  await page.getByRole('article').first().getByRole('link').first().click()
  await expect(heading(page, 'Your appointment')).toBeVisible()
  const path = new URL(page.url()).pathname
  const ada = await (await browser.newContext()).newPage()
  await signInAs(ada, people.ada)
  expect((await ada.goto(path))?.status()).toBe(404)
  await ada.goto('/my')
  await expect(ada.getByText('Okafor')).toHaveCount(0)
  const nobody = await (await browser.newContext()).newPage()
  await nobody.goto(path)
  await expect(heading(nobody, 'Sign in')).toBeVisible()
  expect(new URL(nobody.url()).searchParams.get('next')).toBe(path)
})

test('after signing out nothing of a booking under way is shown at that browser', async ({
  request,
  browser,
}) => {
  const own = await (await browser.newContext()).newPage()
  await signInAfresh(own)
  const time = await freeTime(request, 51)
  await own.goto(timesOf(time.day))
  await timeButton(own, time).click()
  await own.getByRole('radio', { name: 'Dan Okafor' }).check()
  await own.getByRole('button', { name: 'Continue' }).click()
  await expect(heading(own, 'About the appointment')).toBeVisible()
  await own.getByRole('button', { name: 'Sign out' }).click()
  await expect(heading(own, 'Sign in')).toBeVisible()
  await own.goto('/harbour/book/check')
  await expect(heading(own, 'Choose a time first')).toBeVisible()
  await expect(own.getByText('Dan')).toHaveCount(0)
})

/** A session of its own: signing out ends it, and the others share theirs. */
async function signInAfresh(page: Page): Promise<void> {
  await page.goto('/sign-in?next=/my')
  await page.getByRole('button', { name: people.ben.name }).click()
  await expect(heading(page, 'Your appointments')).toBeVisible()
}
