import { expect, type Page, test } from '@playwright/test'
import { addDays, localDate, localTime, printAppointmentTime, weekdayOf } from '@/lib/time'
import { harbour, patients, people } from '@/prisma/seed/cast'
import { signInAs } from '../support/session'
import { expectSoundPages } from '../support/sound'
import { bookThroughApi, freeTime, uniqueName } from '../support/times'

/** A year ahead nobody else books: a Thursday some weeks into it. */
function thursday(weeks: number): string {
  const from = addDays(localDate(new Date(), harbour.timeZone), (60 + weeks) * 7)
  return addDays(from, (4 - weekdayOf(from) + 7) % 7)
}

/** Asks for weekly visits of a patient with Dr Mora; leaves the page where the dates are looked at. */
async function lookAt(
  page: Page,
  patientId: string,
  from: string,
  at: string,
  visits: string,
): Promise<void> {
  await page.goto(`/desk/book/${patientId}?type=follow_up`)
  await page.getByRole('link', { name: 'Book a series instead' }).click()
  await page.getByLabel('First on').fill(from)
  await page.getByLabel('At', { exact: true }).fill(at)
  await page.getByLabel('Visits', { exact: true }).fill(visits)
  await page.getByRole('button', { name: 'Show the dates' }).click()
}

const dates = (page: Page, name: RegExp) => page.getByRole('heading', { name })
const seriesRow = (page: Page) =>
  page.locator('dt', { hasText: /^Series$/ }).locator('xpath=following-sibling::dd[1]')

test('Kim looks at a series, books it whole, moves visit 3 with those that follow, and cancels the last alone', async ({
  page,
}) => {
  await signInAs(page, people.kim)
  await lookAt(page, patients.cleo.id, thursday(0), '10:20', '5')
  await expect(dates(page, /^All 5 visits can be booked/)).toBeVisible()
  await page.getByRole('button', { name: 'Book 5 visits' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '5 appointments booked' })).toBeVisible()
  const visits = page.getByRole('list', { name: 'Visits of the series' }).getByRole('link')
  await expect(visits).toHaveCount(5)
  await visits.nth(2).click()
  await expect(seriesRow(page)).toContainText('Visit 3 of 5')
  await page.getByRole('link', { name: 'Move', exact: true }).click()
  await page.getByText('Another time, or over another appointment').click()
  await page.getByLabel('Date').fill(addDays(thursday(2), 1))
  await page.getByLabel('Time', { exact: true }).fill('11:00')
  await page.getByLabel('This and all following visits').check()
  await page.getByRole('button', { name: 'Move appointment' }).click()
  await expect(page.getByRole('heading', { name: /Moved to Friday/ })).toBeVisible()
  const list = page.getByRole('list', { name: 'Visits of the series' }).getByRole('listitem')
  await expect(list).toContainText([
    /Thursday.*10:20/,
    /Thursday.*10:20/,
    /Friday.*11:00/,
    /Friday.*11:00/,
    /Friday.*11:00/,
  ])
  await list.nth(4).getByRole('link').click()
  await expect(seriesRow(page)).toContainText('Visit 5 of 5')
  await page.getByRole('link', { name: 'Cancel appointment' }).click()
  await expect(page.getByLabel('This visit only')).toBeChecked()
  await page.getByRole('button', { name: 'Cancel appointment' }).click()
  await expect(page.getByRole('heading', { name: 'Cancelled, free of charge' })).toBeVisible()
  await expect(list.nth(4)).toContainText('Cancelled')
  await expect(list.nth(3)).not.toContainText('Cancelled')
  // From the fourth on: the last is cancelled already and stays so.
  await list.nth(3).getByRole('link').click()
  await expect(seriesRow(page)).toContainText('Visit 4 of 5')
  await page.getByRole('link', { name: 'Cancel appointment' }).click()
  await page.getByLabel('This and all following visits').check()
  await page.getByRole('button', { name: 'Cancel appointment' }).click()
  await expect(list.nth(3)).toContainText('Cancelled')
  await expect(list.nth(2)).not.toContainText('Cancelled')
})

test('a date that is taken is left out and said so before anything is booked', async ({ page, request }) => {
  const time = await freeTime(request, 54, -2)
  await bookThroughApi(request, time, uniqueName())
  await signInAs(page, people.kim)
  const at = printAppointmentTime(new Date(time.startsAt), harbour.timeZone)
  const clock = localTime(new Date(time.startsAt), harbour.timeZone)
  await lookAt(page, patients.dan.id, addDays(time.day, -14), clock, '4')
  await expect(dates(page, /^3 of 4 visits can be booked/)).toBeVisible()
  const out = page.getByRole('listitem').filter({ hasText: 'Left out' })
  await expect(out).toContainText(at)
  await expect(out).toContainText('taken')
  await page.getByRole('button', { name: 'Book 3 visits' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '3 appointments booked' })).toBeVisible()
})

test('the pages of series are sound on a phone and at a desk', async ({ page }) => {
  await signInAs(page, people.kim)
  await lookAt(page, patients.dan.id, thursday(8), '14:10', '3')
  const preview = page.url().replace(/^https?:\/\/[^/]+/, '')
  await page.getByRole('button', { name: 'Book 3 visits' }).click()
  await page.getByRole('heading', { level: 1, name: '3 appointments booked' }).waitFor()
  const booked = new URL(page.url()).pathname
  const booking = booked.replace('/booked', '')
  await expectSoundPages(page, [
    ...[`/desk/book/${patients.dan.id}/series`, preview, booked, booking],
    ...[`${booking}/move`, `${booking}/cancel`],
  ])
})
