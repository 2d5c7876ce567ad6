import { expect, type Page, test } from '@playwright/test'
import { addDays, localDate, printDate, weekdayOf } from '@/lib/time'
import { harbour, people } from '@/prisma/seed/cast'
import { signInAs } from '../support/session'
import { expectSoundPages } from '../support/sound'
import { uniqueName } from '../support/times'

/** A Friday on which Noor works, some weeks ahead. */
function fridayAhead(weeks: number): string {
  const from = addDays(localDate(new Date(), harbour.timeZone), weeks * 7)
  return addDays(from, (5 - weekdayOf(from) + 7) % 7)
}

async function makeSession(page: Page, day: string, seats: string): Promise<string> {
  await page.goto('/desk')
  await page.getByRole('link', { name: 'Sessions' }).click()
  await page.getByRole('link', { name: 'New session' }).click()
  await page.getByLabel('Place').selectOption({ label: 'Harbour Street' })
  await page.getByLabel('Date').fill(day)
  await page.getByLabel('Time').fill('09:00')
  await page.getByLabel('Seats').fill(seats)
  await page.getByRole('button', { name: 'Make the session' }).click()
  await seatsSay(page, `Movement class: ${seats} of ${seats} seats left`)
  return new URL(page.url()).pathname
}

const seatsSay = (page: Page, name: string) =>
  expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible()

/** From the session's page: its time is chosen already. */
async function giveSeat(page: Page, search: string, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Add a patient' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Add a patient to Movement class' })).toBeVisible()
  await page.getByLabel('Find the patient').fill(search)
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('link', { name }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Book for ${name}` })).toBeVisible()
  await page.getByRole('button', { name: 'Book appointment' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Appointment booked' })).toBeVisible()
}

test('Kim makes a session and fills it; the seats left go down, and what is full takes nobody more', async ({
  page,
}) => {
  await signInAs(page, people.kim)
  const day = fridayAhead(7)
  const path = await makeSession(page, day, '2')
  await expect(page.getByRole('heading', { name: 'Nobody has a seat yet' })).toBeVisible()
  await giveSeat(page, 'lindqvist', 'Ada Lindqvist')
  await page.goto(path)
  await seatsSay(page, 'Movement class: 1 of 2 seats left')
  const row = page.getByRole('row').filter({ hasText: 'Ada Lindqvist' })
  await expect(row).toContainText('Confirmed')
  await giveSeat(page, 'petrova', 'Katya Petrova')
  await page.getByRole('link', { name: 'The appointment' }).click()
  await page.getByRole('link', { name: 'Everybody in this session' }).click()
  await seatsSay(page, 'Movement class: all 2 seats taken')
  await expect(page.getByRole('link', { name: 'Add a patient' })).toHaveCount(0)
  await page.goto('/desk/sessions')
  await expect(page.getByRole('row').filter({ hasText: printDate(day) })).toContainText('Full')
  // A seat that is given back can be had again.
  await page.goto(path)
  await row.getByRole('link', { name: 'Ada Lindqvist' }).click()
  await page.getByRole('link', { name: 'Cancel appointment' }).click()
  await page.getByRole('button', { name: 'Cancel appointment' }).click()
  await expect(page.getByRole('heading', { name: 'Cancelled, free of charge' })).toBeVisible()
  await page.goto(path)
  await seatsSay(page, 'Movement class: 1 of 2 seats left')
})

test('somebody who is not on file yet gets a seat too', async ({ page }) => {
  await signInAs(page, people.kim)
  const path = await makeSession(page, fridayAhead(8), '3')
  await page.getByRole('link', { name: 'Add a patient' }).click()
  await page.getByRole('link', { name: 'New patient' }).click()
  const lastName = uniqueName()
  await page.getByLabel('First name').fill('Pia')
  await page.getByLabel('Last name').fill(lastName)
  await page.getByLabel('Day').fill('3')
  await page.getByLabel('Month').fill('Feb')
  await page.getByLabel('Year').fill('1970')
  await page.getByLabel('Mobile number').fill('0491 574 632')
  await page.getByRole('button', { name: 'Add patient and choose a time' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Book for Pia ${lastName}` })).toBeVisible()
  await page.getByRole('button', { name: 'Book appointment' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Appointment booked' })).toBeVisible()
  await page.goto(path)
  await expect(page.getByRole('row').filter({ hasText: lastName })).toBeVisible()
})

test('a session that does not take place is cancelled for everybody in it, with the reason', async ({
  page,
}) => {
  await signInAs(page, people.kim)
  const path = await makeSession(page, fridayAhead(9), '4')
  await giveSeat(page, 'nguyen', 'Grace Nguyen')
  await page.getByRole('link', { name: 'The appointment' }).click()
  await page.getByRole('link', { name: 'Everybody in this session' }).waitFor()
  const booking = new URL(page.url()).pathname
  await page.goto(path)
  await page.getByText('Cancel this session').click()
  await page.getByLabel('Why').fill('Noor is at a course')
  await page.getByRole('button', { name: 'Cancel session' }).click()
  await expect(page.getByText('Session cancelled; everybody is told')).toBeVisible()
  await page.goto(booking)
  await expect(page.getByText('Reason: Noor is at a course')).toBeVisible()
  await page.goto(path)
  await expect(page.getByRole('heading', { name: 'This session is cancelled' })).toBeVisible()
})

test('a session is moved with everybody in it, or refused in words with what was typed kept', async ({
  page,
}) => {
  await signInAs(page, people.kim)
  const day = fridayAhead(12)
  const path = await makeSession(page, day, '4')
  await giveSeat(page, 'nguyen', 'Grace Nguyen')
  await page.getByRole('link', { name: 'The appointment' }).click()
  await page.getByRole('link', { name: 'Everybody in this session' }).waitFor()
  const booking = new URL(page.url()).pathname
  await page.goto(path)
  await page.getByRole('link', { name: 'Move session' }).click()
  await expect(page.getByLabel('Time')).toHaveValue('09:00')
  await page.getByLabel('Time').fill('04:00')
  await page.getByRole('button', { name: 'Move session' }).click()
  await expect(page.getByText('The practitioner is not available at that time.')).toBeVisible()
  await expect(page.getByLabel('Time')).toHaveValue('04:00')
  await page.getByLabel('Time').fill('10:00')
  await page.getByRole('button', { name: 'Move session' }).click()
  await expect(page.getByRole('heading', { name: 'Session moved' })).toBeVisible()
  await expect(page.getByText('10:00 am to')).toBeVisible()
  await page.goto(booking)
  await expect(page.getByText('10:00 am').first()).toBeVisible()
  await expect(page.getByText('Moved', { exact: true })).toBeVisible()
})

test('on the calendar a session is dragged like an appointment, and brought back', async ({ page }) => {
  await signInAs(page, people.kim)
  const day = fridayAhead(14)
  await makeSession(page, day, '4')
  await giveSeat(page, 'nguyen', 'Grace Nguyen')
  await page.goto(`/desk/calendar?day=${day}`)
  await expect(page.getByText('Changes show as they happen')).toBeVisible()
  const grid = page.getByRole('region', { name: /^Calendar, / })
  const item = grid.getByRole('listitem').filter({ hasText: 'Movement class' })
  await item.getByRole('link').focus()
  await page.keyboard.press('m')
  for (const key of ['ArrowDown', 'Shift+ArrowDown', 'Enter']) await page.keyboard.press(key)
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Tell everybody in it by mail')).toBeChecked()
  await dialog.getByRole('button', { name: 'Move', exact: true }).click()
  await expect(page.getByText('Movement class is moved.')).toBeVisible()
  await expect(item).not.toContainText('9:00 am')
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(page.getByText('Movement class is back where it was.')).toBeVisible()
  await expect(item).toContainText('9:00 am to')
  await item.getByRole('button', { name: 'Actions for Movement class' }).click()
  await page.getByRole('link', { name: 'Move to another time…' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Move the session Movement class' })).toBeVisible()
})

test('without JavaScript a session outside the hours is refused in words, and what was typed stays', async ({
  browser,
  page,
}) => {
  await signInAs(page, people.kim)
  const context = await browser.newContext({ javaScriptEnabled: false })
  await context.addCookies(await page.context().cookies())
  const plain = await context.newPage()
  await plain.goto('/desk/sessions/new')
  await plain.getByRole('button', { name: 'Make the session' }).click()
  await expect(plain.getByRole('alert').getByRole('link')).toHaveText(['Enter a date', 'Enter a time'])
  await plain.getByLabel('Place').selectOption({ label: 'Harbour Street' })
  await plain.getByLabel('Date').fill(addDays(fridayAhead(10), 1))
  await plain.getByLabel('Time').fill('09:00')
  await plain.getByLabel('Seats').fill('5')
  await plain.getByRole('button', { name: 'Make the session' }).click()
  await expect(plain.getByText('The practitioner is not available at that time.')).toBeVisible()
  await expect(plain.getByLabel('Seats')).toHaveValue('5')
  await context.close()
})

test('the pages of group sessions are sound on a phone and at a desk', async ({ page }) => {
  await signInAs(page, people.kim)
  const path = await makeSession(page, fridayAhead(11), '2')
  const session = new URLSearchParams({ session: path.split('/').at(-1) ?? '' })
  await expectSoundPages(page, [
    ...[
      '/desk/sessions',
      '/desk/sessions/new',
      path,
      `${path}/move`,
      `/desk/book?${session}`,
      `/desk/book/new?${session}`,
    ],
  ])
})
