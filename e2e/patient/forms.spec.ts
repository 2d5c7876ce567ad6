import { type Browser, expect, type Page, test } from '@playwright/test'
import { people } from '@/prisma/seed/cast'
import { heading } from '../support/journey'
import { signInAs } from '../support/session'
import { expectSound } from '../support/sound'
import { bookThroughApi, freeTime, uniqueName } from '../support/times'

const PHONE = { viewport: { width: 375, height: 760 } }
/** Of whoever `bookThroughApi` books for. */
const BORN = ['17', '5', '1990'] as const

async function device(browser: Browser, options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  return (await browser.newContext({ ...PHONE, ...options })).newPage()
}

async function sayBorn(page: Page, [day, month, year]: readonly [string, string, string]) {
  await page.getByLabel('Day').fill(day)
  await page.getByLabel('Month').fill(month)
  await page.getByLabel('Year').fill(year)
  await page.getByRole('button', { name: 'Continue' }).click()
}

const saveAndGoOn = (page: Page) => page.getByRole('button', { name: 'Save and continue' }).click()

test('a patient begins a form on one phone, goes on with it on another, and the doctor reads it', async ({
  browser,
  request,
  page: desk,
}) => {
  const lastName = uniqueName()
  const time = await freeTime(request, 21)
  const { reference, manageToken } = await bookThroughApi(request, time, lastName)
  const phone = await device(browser)
  await phone.goto(`/manage/${manageToken}/booked`)
  await phone.getByRole('link', { name: 'Fill in the form' }).click()
  await expect(heading(phone, 'Who is the appointment for?')).toBeVisible()
  await expectSound(phone)
  await sayBorn(phone, ['18', '5', '1990'])
  await expect(
    phone.getByText('Enter the date of birth of the person the appointment is for').last(),
  ).toBeVisible()
  await expect(phone.getByLabel('Day')).toHaveValue('18')
  await sayBorn(phone, BORN)
  await expect(heading(phone, 'Forms for your appointment')).toBeVisible()
  await expectSound(phone)
  await phone.getByRole('button', { name: 'Start Before your visit' }).click()
  await expect(heading(phone, 'Before your visit')).toBeVisible()
  await expectSound(phone)
  await phone.getByRole('link', { name: 'Begin' }).click()
  await phone.getByLabel('What would you like to talk about').fill('My knee')
  await saveAndGoOn(phone)
  await expect(heading(phone, 'What we should know')).toBeVisible()
  await saveAndGoOn(phone)
  await expect(phone.getByRole('alert').getByRole('link')).toHaveText([
    'Choose an answer',
    'Choose an answer',
  ])
  await expectSound(phone)

  const other = await device(browser)
  await other.goto(`/manage/${manageToken}`)
  await other.getByRole('link', { name: 'Fill in the form' }).click()
  await sayBorn(other, BORN)
  await expect(other.getByText('1 of 2 sections answered')).toBeVisible()
  await other.getByRole('link', { name: 'Before your visit' }).click()
  await expect(other.getByRole('listitem').filter({ hasText: 'Your visit' })).toContainText('Completed')
  await other.getByRole('link', { name: 'Continue' }).click()
  await other.getByRole('group', { name: 'Do you have any allergies?' }).getByLabel('Yes').check()
  await other
    .getByRole('group', { name: /^Do you take any medicines/ })
    .getByLabel('No')
    .check()
  await saveAndGoOn(other)
  await expect(heading(other, 'Your allergies')).toBeVisible()
  await other.getByLabel('What are you allergic to?').fill('Penicillin')
  await expectSound(other)
  await saveAndGoOn(other)
  await expect(heading(other, 'Check your answers')).toBeVisible()
  await expectSound(other)
  await other.getByRole('link', { name: 'Change What are you allergic to?' }).click()
  await other.getByLabel('What are you allergic to?').fill('Penicillin\nNuts')
  await saveAndGoOn(other)
  await other.getByRole('link', { name: 'Continue' }).click()
  await expect(heading(other, 'Agree and send')).toBeVisible()
  await other.getByRole('button', { name: 'Accept and send' }).click()
  await expect(other.getByRole('alert').getByRole('link')).toHaveText([
    'Tick the box if you agree. If you do not, call us before your visit',
    'Enter your full name',
    'Choose who agrees',
  ])
  await expectSound(other)
  await other.getByLabel('I agree that the clinic keeps').check()
  await other.getByLabel('The patient', { exact: true }).check()
  await other.getByLabel('Full name of whoever agrees').fill(`Online ${lastName}`)
  await other.getByRole('button', { name: 'Accept and send' }).click()
  await expect(heading(other, 'Form sent')).toBeVisible()
  await expectSound(other)
  await other.getByRole('button', { name: 'Withdraw Your information' }).click()
  await expect(other.getByText(/withdrawn on/)).toBeVisible()

  // Sent, it is no more to be changed on the first phone either.
  await phone.getByRole('group', { name: 'Do you have any allergies?' }).getByLabel('No').check()
  await phone
    .getByRole('group', { name: /^Do you take any medicines/ })
    .getByLabel('No')
    .check()
  await saveAndGoOn(phone)
  await expect(heading(phone, 'Form sent')).toBeVisible()

  await signInAs(desk, people.mora)
  await desk.goto(`/desk?day=${time.day}`)
  await expect(desk.getByRole('region', { name: /To look at/ })).toContainText(`Online ${lastName}`)
  await desk
    .getByRole('region', { name: /To look at/ })
    .getByRole('link', { name: `Online ${lastName}` })
    .first()
    .click()
  await expect(desk.getByText('Penicillin')).toBeVisible()
  await expect(desk.getByText(/Withdrawn/).first()).toBeVisible()
  await expectSound(desk)
  await desk.getByRole('link', { name: 'The appointment' }).click()
  await expect(heading(desk, `Online ${lastName}, ${reference}`)).toBeVisible()
  await expect(desk.getByRole('region', { name: 'Forms' })).toContainText('Completed')
  await expectSound(desk)
})

test('a form is filled in without JavaScript', async ({ browser, request }) => {
  const { manageToken } = await bookThroughApi(request, await freeTime(request, 22), uniqueName())
  const page = await device(browser, { javaScriptEnabled: false })
  await page.goto(`/manage/${manageToken}`)
  await page.getByRole('link', { name: 'Fill in the form' }).click()
  await sayBorn(page, BORN)
  await page.getByRole('button', { name: 'Start Before your visit' }).click()
  await page.getByRole('link', { name: 'Begin' }).click()
  await page.getByLabel('What would you like to talk about').fill('My back')
  await saveAndGoOn(page)
  await page.getByRole('group', { name: 'Do you have any allergies?' }).getByLabel('No').check()
  await saveAndGoOn(page)
  await expect(page).toHaveTitle(/^Error: /)
  await expect(page.getByRole('group', { name: /^Do you take any medicines/ })).toContainText(
    'Choose an answer',
  )
  await expect(page.getByRole('group', { name: 'Do you have any allergies?' }).getByLabel('No')).toBeChecked()
  await page
    .getByRole('group', { name: /^Do you take any medicines/ })
    .getByLabel('No')
    .check()
  await saveAndGoOn(page)
  await page.getByRole('link', { name: 'Continue' }).click()
  await page.getByLabel('I agree that the clinic keeps').check()
  await page.getByLabel('The patient', { exact: true }).check()
  await page.getByLabel('Full name of whoever agrees').fill('Online Tester')
  await page.getByRole('button', { name: 'Accept and send' }).click()
  await expect(heading(page, 'Form sent')).toBeVisible()
})

test('the date of birth is not guessed: after some tries the link waits', async ({ browser, request }) => {
  const { manageToken } = await bookThroughApi(request, await freeTime(request, 23), uniqueName())
  const page = await device(browser)
  await page.goto(`/manage/${manageToken}/forms`)
  for (let day = 1; day <= 5; day++) {
    await sayBorn(page, [String(day), '1', '1990'])
    await expect(page.getByLabel('Day')).toHaveAttribute('aria-invalid', 'true')
  }
  await sayBorn(page, BORN)
  await expect(page.getByText('Too many tries.').first()).toBeVisible()
  await page.goto(`/manage/${manageToken}/forms`)
  await expect(heading(page, 'Who is the appointment for?')).toBeVisible()
})
