import { type APIRequestContext, expect, type Page, test } from '@playwright/test'
import { people } from '@/prisma/seed/cast'
import { lapseRequest } from '../support/database'
import { signInAs } from '../support/session'
import { expectSoundPages } from '../support/sound'
import { bookThroughApi, freeTime, uniqueName } from '../support/times'

/** Somebody asked for a minor procedure, and Kim looks at what waits. */
async function asked(page: Page, request: APIRequestContext, nth: number) {
  const [time, lastName] = [await freeTime(request, 6, nth, 'procedure'), uniqueName()]
  const { manageToken, reference } = await bookThroughApi(request, time, lastName)
  await signInAs(page, people.kim)
  await page.goto('/desk')
  await page.getByRole('link', { name: /^Requests \(\d+\)$/ }).click()
  const row = page.getByRole('row').filter({ hasText: lastName })
  await expect(row).toContainText(time.printed)
  return { time, row, reference, manage: `/manage/${manageToken}`, name: `Online ${lastName}` }
}

test('Kim accepts a request, and the patient sees that it is confirmed', async ({ page, request }) => {
  const { row, manage, name, time } = await asked(page, request, -1)
  await page.goto(manage)
  await expect(page.getByRole('heading', { name: 'Asked for, not yet confirmed' })).toBeVisible()
  await expect(page.getByText('Requested', { exact: true })).toBeVisible()
  await page.goto('/desk/requests')
  await row.getByRole('button', { name: /^Accept/ }).click()
  await expect(page.getByText(`Accepted: ${name} is told.`)).toBeVisible()
  await expect(row).toHaveCount(0)
  await page.goto(manage)
  await expect(page.getByText('Confirmed', { exact: true })).toBeVisible()
  // What was agreed to is cancelled online, but moved by the clinic only.
  await expect(page.getByRole('link', { name: 'Move appointment' })).toHaveCount(0)
  await expect(page.getByText('To move it, call')).toBeVisible()
  await page.goto(`/desk?day=${time.day}`)
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText('Confirmed')
})

test('Kim proposes another time; it is kept, and the patient accepts it by the link', async ({
  page,
  request,
}) => {
  const { row, manage } = await asked(page, request, -2)
  const other = await freeTime(request, 7, -4, 'procedure')
  await row.getByRole('link', { name: /^Propose a time/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Propose another time to / })).toBeVisible()
  await page.goto(`${page.url()}?day=${other.day}`)
  await page
    .getByRole('group', { name: /^Dr Lucia Mora, / })
    .getByLabel(new RegExp(`^${other.ofDay} with`))
    .check()
  await page.getByRole('button', { name: 'Propose this time' }).click()
  await expect(page.getByText('Proposed: the time is kept until the patient answers')).toBeVisible()
  await expect(row).toContainText('Proposed')
  await page.goto(manage)
  await expect(page.getByRole('heading', { name: 'The clinic proposes another time' })).toBeVisible()
  await expect(page.getByText(other.printed)).toBeVisible()
  await page.getByRole('button', { name: 'Accept this time' }).click()
  await expect(page.getByRole('heading', { name: 'Your appointment is confirmed' })).toBeVisible()
  await expect(page.getByRole('definition').filter({ hasText: other.printed })).toBeVisible()
})

test('without JavaScript the patient declines the proposal; the request waits on, and Kim sees it', async ({
  page,
  request,
  browser,
}) => {
  const { row, manage } = await asked(page, request, -3)
  await row.getByRole('link', { name: /^Propose a time/ }).click()
  await page.getByRole('group', { name: 'Next free times' }).getByRole('radio').first().check()
  await page.getByRole('button', { name: 'Propose this time' }).click()
  await expect(row).toContainText('Proposed')
  const context = await browser.newContext({ javaScriptEnabled: false })
  const plain = await context.newPage()
  await plain.goto(manage)
  await plain.getByRole('button', { name: 'Decline' }).click()
  await expect(plain.getByRole('heading', { name: 'You declined the proposed time' })).toBeVisible()
  await expect(plain.getByRole('heading', { name: 'Asked for, not yet confirmed' })).toBeVisible()
  await context.close()
  await page.goto('/desk/requests')
  await expect(row).toContainText('Patient declined')
})

test('Kim declines with a reason, and has to give one', async ({ page, request }) => {
  const { row, manage, name } = await asked(page, request, -4)
  await row.getByRole('link', { name: /^Decline/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Decline ${name}’s request?` })).toBeVisible()
  await page.getByRole('button', { name: 'Decline the request' }).click()
  await expect(page.getByRole('alert').getByRole('link')).toHaveText(['Say why, in words for the patient'])
  await page.getByLabel('Why').fill('Please bring a referral first.')
  await page.getByRole('button', { name: 'Decline the request' }).click()
  await expect(page.getByText('Declined: the patient is told why')).toBeVisible()
  await expect(row).toHaveCount(0)
  await page.goto(manage)
  await expect(page.getByRole('heading', { name: 'Your request was declined' })).toBeVisible()
  await expect(page.getByText('What the clinic says: Please bring a referral first.')).toBeVisible()
})

test('a patient withdraws a request; one that nobody answered says so', async ({ page, request }) => {
  const { manage } = await asked(page, request, -5)
  await page.goto(manage)
  await page.getByRole('link', { name: 'Withdraw request' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Withdraw this request?' })).toBeVisible()
  await page.getByRole('button', { name: 'Withdraw request' }).click()
  await expect(page.getByText('Cancelled', { exact: true })).toBeVisible()

  const lapsed = await asked(page, request, -6)
  expect(await lapseRequest(lapsed.reference)).toBe(1)
  await page.goto(lapsed.manage)
  await expect(page.getByRole('heading', { name: 'This request was not answered in time' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Book again' })).toBeVisible()
})

test('the pages of requests are sound on a phone and at a desk', async ({ page, request }) => {
  const { row, manage, name } = await asked(page, request, -7)
  await row.getByRole('link', { name, exact: true }).click()
  await page.getByRole('heading', { name: 'History' }).waitFor()
  const booking = new URL(page.url()).pathname
  await expectSoundPages(page, [
    ...['/desk/requests', '/desk/requests?done=declined', booking, `${booking}/propose`],
    ...[`${booking}/decline`, manage, `${manage}/booked`, `${manage}/move`, `${manage}/cancel`],
  ])
  await page.goto(`${booking}/propose`)
  await page.getByRole('group', { name: 'Next free times' }).getByRole('radio').first().check()
  await page.getByRole('button', { name: 'Propose this time' }).click()
  await page.getByText('Proposed: the time is kept until the patient answers').waitFor()
  await expectSoundPages(page, ['/desk/requests', manage])
})
