import { type APIRequestContext, expect, type Page, test } from '@playwright/test'
import { people } from '@/prisma/seed/cast'
import { signInAs } from '../support/session'
import { bookThroughApi, freeTime, uniqueName } from '../support/times'

/** Somebody who booked online, as Kim sees them on their day. */
async function onKimsDesk(page: Page, request: APIRequestContext, weeks: number) {
  const [time, lastName] = [await freeTime(request, weeks), uniqueName()]
  const booked = await bookThroughApi(request, time, lastName)
  await signInAs(page, people.kim)
  await page.goto(`/desk?day=${time.day}`)
  const row = page.getByRole('row').filter({ hasText: lastName })
  await expect(row).toBeVisible()
  return { time, row, booked, name: `Online ${lastName}` }
}

const more = async (page: Page, name: string, choice: string) => {
  await page.getByRole('button', { name: `More for ${name}` }).click()
  await page
    .getByRole('link', { name: choice })
    .or(page.getByRole('button', { name: choice }))
    .filter({ visible: true })
    .click()
}

test('an appointment booked online is on the desk, with the time as its patient sees it', async ({
  page,
  request,
}) => {
  const { time, row, booked } = await onKimsDesk(page, request, 9)
  await expect(row).toContainText(time.printed)
  await expect(row).toContainText('New – check details')
  await expect(row).toContainText('Other system')
  await page.goto(`/manage/${booked.manageToken}`)
  await expect(page.getByText(time.printed).first()).toBeVisible()
})

test('a patient arrives, is seen and goes; the last step can be taken back', async ({ page, request }) => {
  const { row, name } = await onKimsDesk(page, request, 10)
  await row.getByRole('button', { name: /^Arrived/ }).click()
  await expect(row).toContainText('waiting 0 min')
  await expect(page.getByText(`${name} has arrived.`)).toBeVisible()
  await row.getByRole('button', { name: /^Start/ }).click()
  await expect(row).toContainText('In progress')
  await row.getByRole('button', { name: /^Complete/ }).click()
  await expect(row).toContainText('Completed')
  await row.getByRole('button', { name: /^Undo/ }).click()
  await expect(row).toContainText('In progress')
  await row.getByRole('link', { name }).click()
  for (const deed of ['Booked', 'Arrived', 'Started', 'Completed', 'Last step taken back'])
    await expect(page.getByRole('listitem').filter({ hasText: `${deed} by` })).toBeVisible()
})

test('who did not come is marked so, and the toast takes it back', async ({ page, request }) => {
  const { row, name } = await onKimsDesk(page, request, 11)
  await more(page, name, 'Did not come')
  await expect(row).toContainText('Did not come')
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(row).toContainText('Confirmed')
  await expect(page.getByText(`Taken back for ${name}.`)).toBeVisible()
})

test('Kim cancels with a reason; the reason is on the list and in the history, and the time is free again', async ({
  page,
  request,
}) => {
  const { time, row, name } = await onKimsDesk(page, request, 12)
  await more(page, name, 'Cancel appointment')
  await expect(page.getByText('They are told by mail')).toBeVisible()
  await page.getByLabel('Reason').fill('Called in sick')
  await page.getByRole('button', { name: 'Cancel appointment' }).click()
  await expect(page.getByRole('heading', { name: 'Cancelled, free of charge' })).toBeVisible()
  await expect(page.getByText('Reason: Called in sick')).toBeVisible()
  await page.goto(`/desk?day=${time.day}`)
  await expect(row).toContainText('Cancelled')
  await expect(row).toContainText('Called in sick')
  expect((await freeTime(request, 12)).startsAt).toBe(time.startsAt)
})

test('Kim moves an appointment: same reference, old and new time in the history', async ({
  page,
  request,
}) => {
  const { time, name, booked } = await onKimsDesk(page, request, 13)
  const later = await freeTime(request, 13, 3)
  await more(page, name, 'Move')
  await expect(page.getByRole('heading', { level: 1, name: `Move ${name}’s appointment` })).toBeVisible()
  await page.goto(`${page.url()}?day=${later.day}`)
  await page
    .getByRole('group', { name: /^Dr Lucia Mora, / })
    .getByLabel(new RegExp(`^${later.ofDay} with`))
    .check()
  await page.getByRole('button', { name: 'Move appointment' }).click()
  await expect(page.getByRole('heading', { name: `Moved to ${later.printed}` })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(booked.reference)
  const moved = page.getByRole('listitem').filter({ hasText: 'Moved by Kim Tran' })
  await expect(moved).toContainText(time.printed)
  await expect(moved).toContainText(later.printed)
})

test('a page that is out of date is told so, and nothing is done twice', async ({
  page,
  request,
  browser,
}) => {
  const { time, row, name } = await onKimsDesk(page, request, 14)
  const other = await (await browser.newContext()).newPage()
  await signInAs(other, people.mora)
  await other.goto(`/clinic/day?day=${time.day}`)
  await row.getByRole('button', { name: /^Arrived/ }).click()
  await expect(row).toContainText('waiting')
  await other
    .getByRole('row')
    .filter({ hasText: name })
    .getByRole('button', { name: /^Arrived/ })
    .click()
  await expect(
    other.getByText('This appointment was changed in the meantime. Look at it again.'),
  ).toBeVisible()
  await expect(other.getByRole('row').filter({ hasText: name })).toContainText('waiting')
})

test('what is done can no longer be moved or cancelled, and the page says why', async ({ page, request }) => {
  const { row, name } = await onKimsDesk(page, request, 15)
  await row.getByRole('link', { name }).click()
  await page.getByRole('heading', { name: 'History' }).waitFor()
  const address = page.url()
  for (const step of ['Arrived', 'Start', 'Complete'])
    await page.getByRole('button', { name: new RegExp(`^${step}`) }).click()
  await expect(page.getByText('Completed').first()).toBeVisible()
  await page.goto(`${address}/cancel`)
  await expect(
    page.getByRole('heading', { level: 1, name: 'This appointment can no longer be cancelled' }),
  ).toBeVisible()
  await page.goto(`${address}/move`)
  await expect(
    page.getByRole('heading', { level: 1, name: 'This appointment can no longer be moved' }),
  ).toBeVisible()
})

test('the day is chosen by link and by date, one practitioner by name, and an empty day says so', async ({
  page,
  request,
}) => {
  const { time, row } = await onKimsDesk(page, request, 16)
  await page.getByLabel('Practitioner').selectOption({ label: 'Noor Haddad' })
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(row).toHaveCount(0)
  await page.goto(`/desk?day=${time.day}`)
  await page.getByRole('link', { name: 'Next day' }).click()
  await expect(page).not.toHaveURL(new RegExp(time.day))
  await page.getByRole('link', { name: 'Previous day' }).click()
  await expect(row).toBeVisible()
  await page.getByLabel('Date').fill('2031-01-01')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByRole('heading', { name: 'No appointments on this day' })).toBeVisible()
  await page.goto('/desk?day=2031-01-03')
  await page.getByRole('link', { name: 'Next working day: Monday 6 January 2031' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Monday 6 January 2031' })).toBeVisible()
  await page.getByRole('link', { name: 'Today' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Today, / })).toBeVisible()
})

test('without JavaScript the day’s list is there too, at the desk and for the practitioner', async ({
  page,
  browser,
  request,
}) => {
  const { time, name } = await onKimsDesk(page, request, 17)
  const context = await browser.newContext({ javaScriptEnabled: false })
  await context.addCookies(await page.context().cookies())
  const plain = await context.newPage()
  await plain.goto(`/desk?day=${time.day}`)
  await expect(plain.getByRole('link', { name })).toBeVisible()
  await plain.goto('/clinic/day')
  await plain.getByRole('link', { name: 'Dr Lucia Mora' }).click()
  await plain.goto(`${plain.url()}&day=${time.day}`)
  await expect(plain.getByRole('link', { name })).toBeVisible()
  await context.close()
})
