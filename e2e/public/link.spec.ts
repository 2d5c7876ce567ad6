import { expect } from '@playwright/test'
import { printBothZones } from '@/lib/time'
import { harbour, people } from '@/prisma/seed/cast'
import { ask } from '../support/ask'
import { heading, timesOf } from '../support/journey'
import { test } from '../support/portal'
import { expectSound } from '../support/sound'
import { bookThroughApi, freeTime, uniqueName } from '../support/times'
import { signInApart } from '../support/visitor'

const gp = harbour.services[0].name
const [mora, noor] = [harbour.practitioners[0].id, harbour.practitioners[1].id]

test('a link from elsewhere leads straight to the first question that it leaves open, and Back leads to the choice', async ({
  page,
}) => {
  await page.goto(`/harbour/book?service=gp&practitioner=${mora}`)
  await expect(heading(page, 'Is this your first visit?')).toBeVisible()
  await page.getByRole('link', { name: /I have been before/ }).click()
  await expect(heading(page, 'How would you like to be seen?')).toBeVisible()
  await page.getByRole('link', { name: /^In person/ }).click()
  await expect(page.getByText(`${gp} with Dr Lucia Mora`)).toBeVisible()
  await page.goto('/harbour/book?service=gp')
  await page.getByRole('link', { name: 'Back' }).click()
  await expect(heading(page, 'What do you need an appointment for?')).toBeVisible()
})

test('a link to what is not offered any more says so, and booking goes on from there', async ({ page }) => {
  for (const query of [
    'service=surgery',
    `service=gp&practitioner=${noor}x`,
    'service=surgery&practitioner=nobody',
  ]) {
    await page.goto(`/harbour/book?${query}`)
    await expect(heading(page, 'What do you need an appointment for?')).toBeVisible()
    await expect(page.getByRole('heading', { name: /That link is out of date/ })).toBeVisible()
  }
  await expectSound(page)
})

test('an administrator copies a button that works in a page without scripts', async ({
  page,
  portal,
  browser,
}) => {
  await signInApart(page.context(), portal.url, people.ines)
  await page.goto('/admin')
  await page.getByRole('link', { name: 'Put it on your website' }).click()
  await page.getByLabel('Service').selectOption({ label: gp })
  await page.getByLabel('Practitioner').selectOption({ label: 'Dr Lucia Mora' })
  await page.getByRole('button', { name: 'Show the link' }).click()
  await expect(page.getByLabel('Link', { exact: true })).toHaveValue(
    `${portal.url}/harbour/book?service=gp&practitioner=${mora}`,
  )
  const snippet = await page.getByLabel('Button for your website').inputValue()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy Button for your website' }).click()
  await expect(page.getByText('Copied')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(snippet)
  const theirs = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  await theirs.setContent(`<h1>Our practice</h1>${snippet}`)
  await theirs.getByRole('link', { name: 'Book an appointment' }).click()
  await expect(heading(theirs, 'Is this your first visit?')).toBeVisible()
  await theirs.context().close()
})

test('times that are too soon to book online are shown with the number to call, and cannot be pressed', async ({
  page,
  portal,
}) => {
  await portal.query(`UPDATE service SET notice_minutes = 14 * 1440 WHERE code = 'gp'`)
  const from = await portal.query<{ day: string }>(
    `SELECT to_char(d, 'YYYY-MM-DD') AS day FROM generate_series(now() AT TIME ZONE 'Australia/Sydney' + interval '2 days', now() AT TIME ZONE 'Australia/Sydney' + interval '8 days', '1 day') d
      WHERE extract(isodow FROM d) = 3`,
  )
  const day = from[0]?.day ?? ''
  await page.goto(timesOf(day))
  const soon = page.getByRole('region', { name: /^Call us to book, Wednesday/ })
  await expect(soon.getByText('Call us to book these')).toBeVisible()
  await expect(soon.getByRole('listitem').first()).toHaveText(/^\d+:\d\d [ap]m$/)
  await expect(soon.getByRole('link')).toHaveAttribute('href', /^tel:\+61/)
  await expect(soon.getByRole('button')).toHaveCount(0)
  await expectSound(page)
  const query = new URLSearchParams({
    service: 'gp',
    type: 'follow_up',
    mode: 'in_person',
    practitioner: mora,
    from: day,
    to: day,
  })
  const answer = async () =>
    JSON.parse((await ask(portal.port, `/api/v1/clinics/harbour/slots?${query}`)).body)
  const told = await answer()
  expect(told.slots).toEqual([])
  expect(told.callToBook.length).toBeGreaterThan(3)
  const [{ startsAt, practitionerId, locationId }] = told.callToBook
  const hold = { service: 'gp', type: 'follow_up', mode: 'in_person', startsAt, practitionerId, locationId }
  const refused = await ask(portal.port, '/api/v1/clinics/harbour/holds', {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(hold) },
  })
  expect([refused.status, JSON.parse(refused.body).code]).toEqual([422, 'too_late_to_book'])
  await portal.query(`UPDATE service SET inside_notice = 'hide' WHERE code = 'gp'`)
  await page.reload()
  await expect(soon).toHaveCount(0)
  expect(await answer()).not.toHaveProperty('callToBook')
  await portal.query(`UPDATE service SET inside_notice = 'contact', notice_minutes = 120 WHERE code = 'gp'`)
})

test('a visit by video also says when it is on the clock of a device in another zone; one in person does not', async ({
  browser,
  portal,
  request,
}) => {
  const time = await freeTime(request, 8)
  const { manageToken, reference } = await bookThroughApi(request, time, uniqueName())
  const context = await browser.newContext({ timezoneId: 'Africa/Lagos', baseURL: portal.url })
  const page = await context.newPage()
  const here = page.getByText(/^On the clock of this device: /)
  await page.goto(`/manage/${manageToken}`)
  await expect(page.getByText(time.printed)).toBeVisible()
  await expect(here).toHaveCount(0)
  await portal.query(`UPDATE booking SET mode = 'video' WHERE reference = $1`, [reference])
  await page.reload()
  const [, said] = printBothZones(new Date(time.startsAt), harbour.timeZone, 'Africa/Lagos').split(
    'which is ',
  )
  const [when = '', day] = (said ?? '').replace(/ \(.*/, '').split(' on ')
  await expect(here).toHaveText(new RegExp(`: ${when} on ${day ?? ''}`))
  await context.close()
})
