import { expect, type Page } from '@playwright/test'
import { addDays, localDate, printShortDate, weekdayOf } from '@/lib/time'
import { harbour, people } from '@/prisma/seed/cast'
import { timeButton, timesOf } from '../support/journey'
import { test } from '../support/portal'
import { expectSoundPages } from '../support/sound'
import { bookThroughApi, freeTime, uniqueName } from '../support/times'
import { signInApart } from '../support/visitor'

// Hours change what everybody can book, so these tests have a portal of their own.

const [mora, noor] = [harbour.practitioners[0].id, harbour.practitioners[1].id]
/** The first date of a weekday that is some weeks ahead. */
function dateAhead(weeks: number, weekday: number): string {
  const from = addDays(localDate(new Date(), harbour.timeZone), weeks * 7)
  return addDays(from, (weekday - weekdayOf(from) + 7) % 7)
}
const dayOf = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Weekly hours' }).getByRole('region', { name, exact: true })
const noTimes = (page: Page) =>
  expect(page.getByRole('heading', { name: /^No free times on / })).toBeVisible()
const done = (page: Page, say: string) =>
  expect(page.getByRole('heading', { name: `Done: ${say}` })).toBeVisible()

test('Dr Mora adds a Saturday morning by keyboard, and patients can book it', async ({ page, portal }) => {
  const saturday = dateAhead(3, 6)
  await page.goto(timesOf(saturday))
  await noTimes(page)
  await signInApart(page.context(), portal.url, people.mora)
  await page.goto('/clinic/day')
  await page.getByRole('link', { name: 'My hours' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'My hours' })).toBeVisible()
  const day = dayOf(page, 'Saturday')
  await day.getByRole('button', { name: 'Add hours' }).press('Enter')
  const from = day.getByLabel('From', { exact: true })
  await expect(from).toBeFocused()
  await from.fill('09:00')
  await day.getByLabel('To', { exact: true }).fill('08:00')
  await page.getByRole('button', { name: 'Save weekly hours' }).press('Enter')
  await expect(page.getByRole('link', { name: 'It must end after it begins' })).toBeVisible()
  await expect(from).toHaveValue('09:00')
  await day.getByLabel('To', { exact: true }).fill('12:00')
  await day.getByLabel('Place').selectOption({ label: 'Harbour Street' })
  await page.getByRole('button', { name: 'Save weekly hours' }).press('Enter')
  await done(page, 'Weekly hours saved')
  await page.goto(timesOf(saturday))
  await expect(timeButton(page, { ofDay: '9:00 am' })).toBeVisible()
})

test('before hours are saved, who is booked is shown; saving names their number, and they stay listed', async ({
  page,
  portal,
  request,
}) => {
  const [time, lastName] = [await freeTime(request, 6), uniqueName()]
  await bookThroughApi(request, time, lastName)
  await signInApart(page.context(), portal.url, people.ines)
  await page.goto(`/admin/hours/${mora}`)
  const form = page.locator('form').filter({ hasText: 'First day' }).first()
  await form.getByLabel('First day').fill(time.day)
  await form.getByRole('button', { name: 'Enter leave' }).click()
  await expect(
    page.getByRole('heading', { name: /Not saved yet: \d+ appointments? would be outside/ }),
  ).toBeVisible()
  const row = form.getByRole('row').filter({ hasText: lastName })
  await expect(row).toContainText(time.printed.slice(0, 20))
  await expect(row.getByRole('link', { name: /^Move/ })).toBeVisible()
  // Somebody else books meanwhile: what was shown is not what is so, and it is shown again.
  const later = await freeTime(request, 6)
  const isSameDay = later.day === time.day
  const another = uniqueName()
  await bookThroughApi(request, later, another)
  await form.getByRole('button', { name: /^Save, and keep/ }).click()
  if (isSameDay) {
    await expect(form.getByRole('row').filter({ hasText: another })).toBeVisible()
    await form.getByRole('button', { name: /^Save, and keep \d+ appointments as they are/ }).click()
  }
  await done(page, 'Leave entered')
  const outside = page.getByRole('region', { name: 'Appointments outside the hours' })
  await expect(outside.getByRole('row').filter({ hasText: lastName })).toBeVisible()
  await page.goto(timesOf(time.day))
  await noTimes(page)
  await page.goto(`/admin/hours/${mora}`)
  const leave = page.getByRole('listitem').filter({ hasText: printShortDate(time.day) })
  await leave.getByRole('button', { name: /^Take back[ :]+Leave/ }).click()
  await done(page, 'Taken back')
  await expect(outside.getByRole('row').filter({ hasText: lastName })).toHaveCount(0)
})

test('reception closes days and imports public holidays, twice without doubling', async ({
  page,
  portal,
}) => {
  await signInApart(page.context(), portal.url, people.kim)
  await page.goto('/admin/hours')
  await expect(page.getByRole('row').filter({ hasText: 'Dr Lucia Mora' })).toContainText('Mon to Fri')
  await page.getByRole('link', { name: 'Closures and public holidays' }).click()
  const closing = page.locator('form').filter({ hasText: 'Close these days' })
  const [one, two] = [dateAhead(30, 3), dateAhead(31, 3)]
  await closing.getByLabel('Day', { exact: true }).fill(one)
  await closing.getByRole('button', { name: 'More days' }).click()
  await closing.getByLabel('Day 2').fill(two)
  await closing.getByRole('button', { name: 'Close these days' }).click()
  await done(page, '2 closures entered')
  await page.goto(timesOf(two))
  await noTimes(page)
  const holiday = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:a@b.example']
  const file = {
    name: 'holidays.ics',
    mimeType: 'text/calendar',
    buffer: Buffer.from(
      [
        ...holiday,
        `DTSTART;VALUE=DATE:${dateAhead(40, 2).replaceAll('-', '')}`,
        ...['SUMMARY:Harbour Day', 'END:VEVENT', 'END:VCALENDAR', ''],
      ].join('\r\n'),
    ),
  }
  for (const said of ['1 added', '0 added, 1 known already']) {
    await page.goto('/admin/closures')
    await page.getByLabel('Calendar file').setInputFiles(file)
    await page.getByRole('button', { name: 'Import holidays' }).click()
    await done(page, `Holidays imported: ${said}`)
  }
  await expect(page.getByRole('listitem').filter({ hasText: 'Harbour Day' })).toHaveCount(1)
})

test('without script the week is edited too, and a refusal keeps what was typed', async ({
  browser,
  portal,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: portal.url })
  await signInApart(context, portal.url, people.noor)
  const page = await context.newPage()
  await page.goto(`/admin/hours/${noor}`)
  const day = dayOf(page, 'Tuesday')
  await day.getByLabel('From', { exact: true }).fill('14:00')
  await day.getByLabel('To', { exact: true }).fill('13:00')
  await page.getByRole('button', { name: 'Save weekly hours' }).click()
  await expect(page.getByRole('link', { name: 'It must end after it begins' })).toBeVisible()
  await expect(day.getByLabel('From', { exact: true }).first()).toHaveValue('14:00')
  await day.getByLabel('To', { exact: true }).first().fill('16:00')
  await page.getByRole('button', { name: 'Save weekly hours' }).click()
  await done(page, 'Weekly hours saved')
  await expect(day.getByLabel('To', { exact: true }).first()).toHaveValue('16:00')
  await context.close()
})

test('the pages of hours are sound on a phone and at a desk', async ({ page, portal }) => {
  await signInApart(page.context(), portal.url, people.ines)
  await expectSoundPages(page, [
    ...['/admin/hours', `/admin/hours/${mora}`, '/admin/closures', '/admin/hours/none'],
  ])
})
