import { expect, type Page, test } from '@playwright/test'
import { harbour, people } from '@/prisma/seed/cast'
import { fillDetails, goOn, heading } from '../support/journey'
import { invitationTo } from '../support/mailbox'
import { signInAs } from '../support/session'
import { setupClinic } from '../support/setup-clinic'
import { expectSound, expectSoundPages } from '../support/sound'

const password = 'violet tractor beneath snow'

test('a clinic is set up from nothing in the browser, and a patient books it', async ({ page, browser }) => {
  const tag = crypto.randomUUID().slice(0, 8)
  const email = `nadia.${tag}@cove.example`
  await page.goto(await setupClinic(email, 'Nadia Petrov'))

  await expect(heading(page, 'Set up your clinic')).toBeVisible()
  await expectSound(page)
  await page.getByLabel('Choose a password').fill('too short')
  await press(page, 'Make my account')
  await expect(page.getByRole('alert').getByRole('link', { name: /at least 15 characters/ })).toBeVisible()
  await page.getByLabel('Choose a password').fill(password)
  await press(page, 'Make my account')

  await expect(heading(page, 'Your clinic')).toBeVisible()
  await expectSound(page)
  await page.getByLabel('Name of the clinic').fill(`Cove Clinic ${tag}`)
  await expect(page.getByLabel('Web address')).toHaveValue(`cove-clinic-${tag}`)
  await page.getByLabel('Time zone').selectOption('Australia/Perth')
  await page.getByLabel('Currency').selectOption('AUD')
  await page.getByLabel('Phone number').fill('+61 8 5550 0123')
  await page.getByLabel('Email address').fill('hello@cove.example')
  await page.getByLabel('Street address').fill('1 Cove Street, Fremantle WA 6160')
  await page.getByLabel('Opening hours').fill('Monday to Friday, 9 am to 5 pm')
  await page.getByLabel('Name of your first location').fill('Cove Street')
  await press(page, 'Set up the clinic')

  await expect(heading(page, 'Set-up')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Patients cannot book yet' })).toBeVisible()
  await expectSound(page)
  await expect(stateOf(page, 'Locations')).toHaveText('Done')
  await expect(stateOf(page, 'People')).toHaveText('To do')

  await page.getByRole('link', { name: 'People' }).click()
  await page.getByRole('link', { name: 'Add a practitioner' }).click()
  await page.getByLabel('Name as patients see it').fill('Dr Nadia Petrov')
  await page.getByLabel('What they are').fill('Physiotherapist')
  await page.getByLabel('Signs in as').selectOption('Nadia Petrov')
  await press(page, 'Add practitioner')
  await expect(page.getByRole('row', { name: /Nadia Petrov.*Practitioner/ })).toBeVisible()
  await expectSound(page)

  await page.goto('/admin/services/new')
  await page.getByLabel('Name', { exact: true }).fill('Physiotherapy')
  await page.getByLabel('Category').fill('Allied health')
  await page.getByLabel('First visit (minutes)').fill('4')
  await page.getByLabel('Price of a first visit').fill('110')
  await page.getByLabel('Follow-up (minutes)').fill('20')
  await page.getByLabel('Price of a follow-up').fill('70.50')
  await press(page, 'Add service')
  await expect(
    page.getByRole('link', { name: 'First visit must be between 5 and 480 minutes' }),
  ).toBeVisible()
  await expect(page.getByLabel('Price of a follow-up')).toHaveValue('70.50')
  await page.getByLabel('First visit (minutes)').fill('40')
  await press(page, 'Add service')
  await expect(heading(page, 'Who offers Physiotherapy?')).toBeVisible()
  await expectSound(page)
  await page.getByLabel('Dr Nadia Petrov', { exact: true }).check()
  await press(page, 'Save')
  await expect(page.getByRole('link', { name: 'Dr Nadia Petrov' })).toBeVisible()

  await page.goto('/admin')
  await expect(stateOf(page, 'Who offers what')).toHaveText('Done')
  await page.getByRole('link', { name: 'Hours' }).click()
  await openOnMondays(page)
  await page.goto('/admin')
  await expect(page.getByRole('heading', { name: 'Patients can book' })).toBeVisible()
  await page.getByRole('link', { name: `/cove-clinic-${tag}` }).click()
  await expect(heading(page, `Cove Clinic ${tag}`)).toBeVisible()

  const patient = await (await browser.newContext()).newPage()
  await patient.goto(new URL(page.url()).pathname)
  await patient.getByRole('link', { name: 'Book an appointment' }).click()
  // A question with one answer is not asked.
  const times = heading(patient, 'When would you like to come?')
  const answers = /Physiotherapy|This is my first visit|In person, Cove Street|Dr Nadia Petrov/
  const link = patient.getByRole('main').getByRole('link', { name: answers }).first()
  await expect(async () => {
    if (await times.isHidden()) await link.click({ timeout: 2000 })
    await expect(times).toBeVisible({ timeout: 2000 })
  }).toPass()
  await patient.getByRole('region', { name: 'Next free times' }).getByRole('button').first().click()
  await expect(heading(patient, 'Your details')).toBeVisible()
  await fillDetails(patient)
  await goOn(patient)
  await patient.getByRole('button', { name: 'Book appointment' }).click()
  await expect(heading(patient, 'Appointment booked')).toBeVisible()
  await expect(patient.getByText('Perth time').first()).toBeVisible()
})

test('a form that is old is refused in words, with what was typed; said again, it is saved', async ({
  page,
}) => {
  await signInAs(page, people.ines)
  await page.goto('/admin/rooms/new')
  const name = `Room ${crypto.randomUUID().slice(0, 8)}`
  await page.getByLabel('Name').fill(name)
  // No service needs it, and none can be given it: what others search stays as it is.
  await page.getByLabel('Can be used').uncheck()
  await press(page, 'Add')
  await page.getByRole('link', { name }).click()
  await expect(heading(page, name)).toBeVisible()
  const other = await page.context().newPage()
  await other.goto(page.url())
  await other.getByLabel('Name').fill(`${name} left`)
  await press(other, 'Save')
  await expect(other.getByRole('link', { name: `${name} left` })).toBeVisible()
  await page.getByLabel('Name').fill(`${name} right`)
  await press(page, 'Save')
  await expect(page.getByRole('alert').getByText(/^Somebody else changed this meanwhile\./)).toBeVisible()
  await expect(page.getByLabel('Name')).toHaveValue(`${name} right`)
  await press(page, 'Save')
  await expect(page.getByRole('link', { name: `${name} right` })).toBeVisible()
})

test('somebody is invited by email, joins, and works with the roles they were given', async ({
  page,
  browser,
}) => {
  const email = `rosa.${crypto.randomUUID().slice(0, 8)}@harbour.example`
  await signInAs(page, people.ines)
  await page.goto('/desk')
  await page.getByRole('link', { name: 'Set-up' }).click()
  await page.getByRole('link', { name: 'People' }).click()
  await page.getByRole('link', { name: 'Invite somebody' }).click()
  await press(page, 'Send invitation')
  await expect(page.getByRole('alert').getByRole('link')).toHaveText([
    'Enter their name',
    'Enter their email address',
    'Choose at least one role',
  ])
  await page.getByLabel('Name').fill('Rosa Lind')
  await page.getByLabel('Email address').fill(email)
  await page.getByLabel('Reception').check()
  await press(page, 'Send invitation')
  await expect(page.getByRole('row', { name: new RegExp(`Rosa Lind.*${email}.*Reception`) })).toBeVisible()

  const rosa = await (await browser.newContext()).newPage()
  await rosa.goto(await invitationTo(rosa, email))
  await rosa.getByLabel('Choose a password').fill(password)
  await press(rosa, 'Make my account and join')
  await expect(rosa.getByRole('heading', { level: 1, name: /^Today, / })).toBeVisible()
  await expect(rosa.getByRole('link', { name: 'Set-up' })).toHaveCount(0)
  await rosa.goto('/admin')
  await expect(heading(rosa, 'You do not have access to this page')).toBeVisible()

  await page.reload()
  await page.getByRole('link', { name: 'Rosa Lind' }).click()
  await press(page, 'End access of Rosa Lind')
  await expect(heading(page, 'People')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Rosa Lind' })).toHaveCount(0)
  expect((await rosa.goto('/desk'))?.status()).toBe(404)
})

test('the pages of the set-up are sound on a phone and at a desk', async ({ page }) => {
  await signInAs(page, people.ines)
  const paths = [
    ...['', '/clinic', '/locations', '/locations/new', `/locations/${harbour.locations[0].id}`, '/people'],
    ...[
      '/people/invite',
      '/people/practitioners/new',
      `/people/practitioners/${harbour.practitioners[0].id}`,
    ],
    ...['/rooms', '/rooms/new', '/services', '/services/new', `/services/${harbour.services[0].id}`],
    ...[`/services/${harbour.services[0].id}/offers`, `/services/${harbour.services[0].id}/needs`],
  ]
  await expectSoundPages(
    page,
    paths.map((path) => `/admin${path}`),
  )
})

test('an invitation works once, and a link that is none leads nowhere', async ({ page }) => {
  const answer = await page.goto(`/join/${'x'.repeat(43)}`)
  expect(answer?.status()).toBe(404)
  const link = await setupClinic(`once.${crypto.randomUUID().slice(0, 8)}@cove.example`, 'Once Only')
  await page.goto(link)
  await page.getByLabel('Choose a password').fill(password)
  await press(page, 'Make my account')
  await expect(heading(page, 'Your clinic')).toBeVisible()
  await page.context().clearCookies()
  await page.goto(link)
  await expect(page.getByText('You have an account with this email address')).toBeVisible()
  await page.getByLabel('Password').fill(password)
  await press(page, 'Sign in')
  await expect(heading(page, 'Your clinic')).toBeVisible()
})

/** The state of a task on the task list. */
function stateOf(page: Page, task: string) {
  return page
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: task, exact: true }) })
    .locator('> span')
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
}

/** Monday from 9 to 5, on the practitioner's hours page. */
async function openOnMondays(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Dr Nadia Petrov' }).click()
  await page.getByRole('button', { name: 'Add hours on Monday' }).click()
  const monday = page.getByRole('group', { name: 'Monday, block 1' })
  await monday.getByLabel('From', { exact: true }).fill('09:00')
  await monday.getByLabel('To', { exact: true }).fill('17:00')
  await press(page, 'Save weekly hours')
  await expect(page.getByRole('heading', { name: 'Weekly hours saved' })).toBeVisible()
}
