import { expect, type Page } from '@playwright/test'
import { patients, people } from '@/prisma/seed/cast'
import { type Portal, test } from '../support/portal'
import { expectSoundPages } from '../support/sound'
import { bookThroughApi, freeTime, uniqueName } from '../support/times'
import { signInApart } from '../support/visitor'

const chartOf = (patient: { id: string }, tab = 'timeline') => `/clinic/charts/${patient.id}?tab=${tab}`
const tabs = (page: Page) => page.getByRole('navigation', { name: 'Chart' })
const banner = (page: Page) => page.locator('header').filter({ has: page.getByRole('heading', { level: 1 }) })
const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

/** Whoever has just booked with Dr Mora: nothing is on their chart. */
async function somebodyNew(page: Page, portal: Portal): Promise<{ id: string }> {
  const booked = await bookThroughApi(page.request, await freeTime(page.request, 5), uniqueName())
  const [row] = await portal.query<{ id: string }>(
    'SELECT patient_id AS id FROM booking WHERE reference = $1',
    [booked.reference],
  )
  return { id: row?.id ?? '' }
}

test.beforeEach(({ page, portal }) => signInApart(page.context(), portal.url, people.mora))

test('the banner says who it is and what nobody may miss, and stays while the page is scrolled', async ({
  page,
  portal,
}) => {
  await page.goto(chartOf(patients.ada))
  for (const said of [
    'Ada Lindqvist',
    'she/her',
    'PAT-',
    'Penicillin',
    '1 proposed',
    'Faints when blood is taken',
    'Sven',
  ])
    await expect(banner(page)).toContainText(said)
  await page.mouse.wheel(0, 2000)
  await expect(banner(page).getByText('Penicillin')).toBeInViewport()
  await page.goto(chartOf(patients.ben))
  await expect(banner(page)).toContainText('No known allergies')
  await page.goto(chartOf(await somebodyNew(page, portal)))
  await expect(banner(page)).toContainText('Not recorded')
})

test('an allergy that Ada told at home is accepted once, and is on the chart once', async ({
  page,
  browser,
  portal,
}) => {
  await page.goto(chartOf(patients.ada))
  const noor = await (await browser.newContext({ baseURL: portal.url })).newPage()
  await signInApart(noor.context(), portal.url, people.noor)
  await noor.goto(chartOf(patients.ada, 'allergies'))
  await banner(page).getByRole('link', { name: '1 proposed' }).click()
  await page.getByRole('button', { name: 'Accept Peanuts' }).click()
  await expect(rowOf(page, 'Peanuts')).toContainText('as the patient told')
  await expect(banner(page)).not.toContainText('proposed')
  await noor.getByRole('button', { name: 'Reject Peanuts' }).click()
  await expect(noor.getByText('A colleague has decided on this already.')).toBeVisible()
  await expect(rowOf(noor, 'Peanuts')).toHaveCount(1)
  const log = await portal.query(
    `SELECT action FROM audit_event WHERE patient_id = $1 AND action LIKE 'chart.proposal%'`,
    [patients.ada.id],
  )
  expect(log).toEqual([{ action: 'chart.proposalAccepted' }])
})

test('by keyboard alone a medicine is added, changed and stopped, and stays to be looked up', async ({
  page,
}) => {
  await page.goto(chartOf(patients.ben, 'medicines'))
  await page.getByLabel('Medicine', { exact: true }).focus()
  await page.keyboard.type('Ramipril')
  await page.keyboard.press('Tab')
  await page.keyboard.type('2.5 mg')
  await page.keyboard.press('Enter')
  await expect(rowOf(page, 'Ramipril 2.5 mg')).toBeVisible()
  await expect(page.getByText('Added to the chart.')).toBeVisible()
  await expect(page.getByLabel('Medicine', { exact: true })).toHaveValue('')

  await rowOf(page, 'Ramipril').getByRole('link', { name: 'Change' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Change: Ramipril 2.5 mg' })).toBeVisible()
  await page.getByLabel('Dose').fill('5 mg')
  await page.getByLabel('Dose').press('Enter')
  await expect(rowOf(page, 'Ramipril 5 mg')).toBeVisible()
  await expect(rowOf(page, 'Ramipril 2.5 mg')).toHaveCount(0)

  await rowOf(page, 'Ramipril').getByRole('link', { name: 'End' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'End: Ramipril 5 mg' })).toBeVisible()
  await page.getByLabel('Reason').fill('Cough')
  await page.getByLabel('Reason').press('Enter')
  await expect(rowOf(page, 'Ramipril')).toHaveCount(0)
  await page.getByText('Ended, changed, entered in error').click()
  await expect(page.getByText(/Stopped on .* by Dr Lucia Mora: Cough/)).toBeVisible()
})

test('what is missing is said beside the field, and nothing typed is lost', async ({ page }) => {
  await page.goto(chartOf(patients.ben, 'problems'))
  await page.getByLabel('Since').fill('2019')
  await page.getByRole('button', { name: 'Add problem' }).click()
  await expect(page.getByLabel('Problem', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await expect(page.locator('#name-error')).toContainText('Enter the problem')
  await expect(page.getByLabel('Since')).toHaveValue('2019')
})

test('an unusual value is asked about, and one that cannot be is refused', async ({ page }) => {
  await page.goto(chartOf(patients.ben, 'measurements'))
  await page.getByLabel('Weight, kg').fill('720')
  await page.getByLabel('Blood pressure, mmHg').fill('120/80')
  await page.getByRole('button', { name: 'Add measurements' }).click()
  await expect(page.locator('#weight-error')).toContainText('Weight must be between 0.3 kg and 500.0 kg')
  await page.getByLabel('Weight, kg').fill('230')
  await page.getByRole('button', { name: 'Add measurements' }).click()
  await expect(page.locator('#weight-error')).toContainText('230.0 kg is unusual at this age. Is it right?')
  await page.getByRole('button', { name: 'They are right: add them' }).click()
  await expect(page.getByText('Added to the chart.')).toBeVisible()
  await expect(page.getByRole('row').nth(1)).toContainText('120/80')
  await expect(
    page.getByRole('img', { name: /^Weight: from 91.0 kg to 230.0 kg in 5 measurements/ }),
  ).toBeVisible()
})

test('reception finds no chart, and no link to one', async ({ page, browser, portal }) => {
  await page.goto('/desk/book')
  await page.getByLabel('Find the patient').fill('Lindqvist')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('link', { name: /^Chart of Ada Lindqvist/ }).click()
  await expect(banner(page)).toContainText('Ada Lindqvist')
  const kim = await (await browser.newContext({ baseURL: portal.url })).newPage()
  await signInApart(kim.context(), portal.url, people.kim)
  await kim.goto(chartOf(patients.ada))
  await expect(kim.getByRole('heading', { name: 'You do not have access to this page' })).toBeVisible()
  expect(await kim.content()).not.toContain('Penicillin')
  await kim.goto('/desk/book')
  await kim.getByLabel('Find the patient').fill('Lindqvist')
  await kim.getByRole('button', { name: 'Search' }).click()
  await expect(kim.getByRole('link', { name: /Ada Lindqvist/ })).toBeVisible()
  await expect(kim.getByRole('link', { name: /^Chart/ })).toHaveCount(0)
})

test('a confidential entry is not on the page that a nurse gets', async ({ page, browser, portal }) => {
  await page.goto(chartOf(patients.ada, 'history'))
  await expect(rowOf(page, 'Postnatal depression')).toContainText('Confidential')
  const noor = await (await browser.newContext({ baseURL: portal.url })).newPage()
  await signInApart(noor.context(), portal.url, people.noor)
  for (const tab of ['history', 'timeline']) {
    await noor.goto(chartOf(patients.ada, tab))
    expect(await noor.content()).not.toContain('Postnatal')
  }
})

test('the pages of a chart are sound on a phone and at a desk', async ({ page, portal }) => {
  const bare = await somebodyNew(page, portal)
  const paths = [
    'timeline',
    'problems',
    'allergies',
    'medicines',
    'measurements',
    'history',
    'alerts',
    'details',
    'private',
  ]
  await page.goto(chartOf(patients.ada, 'allergies'))
  const change = await rowOf(page, 'Penicillin').getByRole('link', { name: 'Change' }).getAttribute('href')
  const close = await rowOf(page, 'Penicillin').getByRole('link', { name: 'End' }).getAttribute('href')
  await expect(tabs(page).getByRole('link')).toHaveCount(paths.length + 2)
  await expectSoundPages(page, [
    ...paths.map((tab) => chartOf(patients.ada, tab)),
    ...[change ?? '', close ?? '', chartOf(bare, 'allergies'), chartOf(bare, 'measurements')],
  ])
})
