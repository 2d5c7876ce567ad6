import { expect, type Page, test } from '@playwright/test'
import { people } from '@/prisma/seed/cast'
import { signInAs } from '../support/session'
import { bookThroughApi, type FreeTime, freeTime, uniqueName } from '../support/times'

/** The times of a free time's day, for a new patient added by hand. Leaves the page where the time is chosen. */
async function addPatient(page: Page, lastName: string, time: FreeTime): Promise<string> {
  await page.goto('/desk/book/new')
  await page.getByLabel('First name').fill('Pia')
  await page.getByLabel('Last name').fill(lastName)
  await page.getByLabel('Day').fill('3')
  await page.getByLabel('Month').fill('Feb')
  await page.getByLabel('Year').fill('1970')
  await page
    .getByLabel('Mobile number')
    .fill(`0491 57${lastName.replace(/\D/g, '').padEnd(4, '1').slice(0, 4)}`)
  await page.getByRole('button', { name: 'Add patient and choose a time' }).click()
  const somebodyElse = page.getByRole('button', { name: 'This is somebody else: add them' })
  const heading = page.getByRole('heading', { level: 1, name: `Book for Pia ${lastName}` })
  await expect(somebodyElse.or(heading)).toBeVisible()
  if (await somebodyElse.isVisible()) await somebodyElse.click()
  await expect(heading).toBeVisible()
  const path = new URL(page.url()).pathname
  await page.goto(`${path}?type=follow_up&day=${time.day}`)
  return path
}

const chip = (page: Page, time: FreeTime) =>
  page.getByRole('group', { name: /^Dr Lucia Mora, / }).getByLabel(new RegExp(`^${time.ofDay} with`))

test('Kim books for a caller by keyboard alone, and Dr Mora sees it on her day: by phone, made by Kim', async ({
  page,
  request,
  browser,
}) => {
  const time = await freeTime(request, 5)
  await signInAs(page, people.kim)
  await page.goto('/desk/book')
  await expect(page.getByLabel('Find the patient')).toBeFocused()
  await page.keyboard.type('lindqvist ada')
  await page.keyboard.press('Enter')
  const found = page.getByRole('link', { name: 'Ada Lindqvist born 10 December 1990, PAT-' })
  await expect(found).toBeVisible()
  expect(page.url(), 'nothing that was typed is in the address').not.toContain('lindqvist')
  await tabTo(page, found)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Book for Ada Lindqvist' })).toBeVisible()
  // The day is in the address too; the strip of days would be some forty presses away.
  await page.goto(`${new URL(page.url()).pathname}?type=follow_up&day=${time.day}`)
  const first = page.getByRole('group', { name: 'Next free times' }).getByRole('radio').first()
  await tabTo(page, first)
  for (let presses = 0; presses < 40 && !(await chip(page, time).isChecked()); presses++)
    await page.keyboard.press('ArrowDown')
  await expect(chip(page, time)).toBeChecked()
  await tabTo(page, page.getByLabel('Reason for the visit'))
  await page.keyboard.type('Asked for a new script')
  await tabTo(page, page.getByRole('button', { name: 'Book appointment' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Appointment booked' })).toBeVisible()
  await expect(
    page.getByText('“Ada Lindqvist has a follow-up appointment (GP appointment) on'),
  ).toContainText(`${time.ofDay} with Dr Lucia Mora, at Harbour Street.`)
  await expect(page.getByText('A confirmation goes to ada@example.com.')).toContainText(time.printed)
  const reference = (await page.getByText(/^[A-HJKMNP-Z2-9]{8}$/).textContent()) ?? ''

  const mora = await (await browser.newContext()).newPage()
  await signInAs(mora, people.mora)
  await mora.goto(`/clinic/day?day=${time.day}`)
  const row = mora.getByRole('row').filter({ hasText: 'Ada Lindqvist' })
  await expect(row).toContainText(time.printed)
  await expect(row).toContainText('Phoneby Kim Tran')
  await row.getByRole('link', { name: 'Ada Lindqvist', exact: true }).click()
  await expect(mora.getByRole('heading', { level: 1 })).toContainText(reference)
  await expect(mora.getByText('Asked for a new script')).toBeVisible()
  await expect(mora.getByText('Booked by Kim Tran')).toBeVisible()
})

test('a caller who is new is put on file; a look-alike is shown first, and staff may go on', async ({
  page,
  request,
}) => {
  const [time, lastName] = [await freeTime(request, 6), uniqueName()]
  await signInAs(page, people.kim)
  await addPatient(page, lastName, time)
  await chip(page, time).check()
  await page.getByRole('button', { name: 'Book appointment' }).click()
  await expect(page.getByText('No email address on file')).toBeVisible()

  await page.goto('/desk/book/new')
  await page.getByLabel('First name').fill('PIA')
  await page.getByLabel('Last name').fill(lastName.toUpperCase())
  await page.getByLabel('Day').fill('03')
  await page.getByLabel('Month').fill('2')
  await page.getByLabel('Year').fill('1970')
  await page.getByLabel('Mobile number').fill('(02) 5550 4321')
  await page.getByRole('button', { name: 'Add patient and choose a time' }).click()
  const question = page.getByRole('alert').filter({ hasText: 'Is it one of these people?' })
  await expect(question).toContainText(`Pia ${lastName}, born 3 February 1970, PAT-`)
  await expect(page.getByLabel('Mobile number')).toHaveValue('(02) 5550 4321')
  await page.getByRole('button', { name: 'This is somebody else: add them' }).click()
  await expect(
    page.getByRole('heading', { level: 1, name: `Book for PIA ${lastName.toUpperCase()}` }),
  ).toBeVisible()
})

test('what is wrong with a new patient is said at its field, and nothing typed is lost', async ({ page }) => {
  await signInAs(page, people.kim)
  await page.goto('/desk/book/new')
  await page.getByLabel('First name').fill('Pia')
  await page.getByLabel('Day').fill('31')
  await page.getByLabel('Month').fill('2')
  await page.getByLabel('Year').fill('1970')
  await page.getByRole('button', { name: 'Add patient and choose a time' }).click()
  const problems = page.getByRole('alert').filter({ hasText: 'There is a problem' })
  await expect(problems).toContainText('Enter your last name')
  await expect(problems).toContainText('Date of birth must be a real date')
  await expect(page.getByLabel('First name')).toHaveValue('Pia')
  await expect(page.getByLabel('Day')).toHaveValue('31')
})

test('a time that somebody else takes first is refused in words, and the reason that was typed stays', async ({
  page,
  request,
}) => {
  const time = await freeTime(request, 7)
  await signInAs(page, people.kim)
  await addPatient(page, uniqueName(), time)
  await chip(page, time).check()
  await page.getByLabel('Reason for the visit').fill('Knee')
  await bookThroughApi(request, time, uniqueName())
  await page.getByRole('button', { name: 'Book appointment' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'There is a problem' })).toContainText(
    'That time has just been taken. Choose another time.',
  )
  await expect(page.getByLabel('Reason for the visit')).toHaveValue('Knee')
  await expect(chip(page, time)).toHaveCount(0)
})

async function tabTo(page: Page, target: ReturnType<Page['locator']>) {
  await expect(async () => {
    await page.keyboard.press('Tab')
    await expect(target).toBeFocused({ timeout: 50 })
  }).toPass({ intervals: [0], timeout: 20_000 })
}
