import { expect, type Page } from '@playwright/test'
import { harbour, people } from '@/prisma/seed/cast'
import { ask } from '../support/ask'
import { type Portal, test } from '../support/portal'
import { expectSound, expectSoundPages } from '../support/sound'
import { bookThroughApi, freeTime, uniqueName } from '../support/times'
import { signInApart } from '../support/visitor'

// Calendars that go out and come in. Reading strangers' calendars is a job's, which does not run here: what it leaves behind is put there.

const mora = harbour.practitioners[0].id
const CALENDARS = `/admin/hours/${mora}/calendars`
const ADDRESS = 'https://calendar.example/ical/private-1/basic.ics'

const pathOf = (url: string) => new URL(url).pathname
const newLink = async (page: Page) => {
  await page.getByRole('button', { name: /^Make a (new )?link$/ }).press('Enter')
  const shown = page.getByLabel('Calendar link')
  await expect(shown).toBeVisible()
  return shown.inputValue()
}
const fetched = (portal: Portal, url: string) => ask(portal.port, pathOf(url))

test('Dr Mora subscribes to her appointments; a new link ends the old one, and neither is ever shown again or logged', async ({
  page,
  portal,
  request,
}) => {
  const lastName = uniqueName()
  const { reference } = await bookThroughApi(request, await freeTime(request, 5), lastName)
  await signInApart(page.context(), portal.url, people.mora)
  await page.goto('/clinic/day')
  await page.getByRole('link', { name: 'My hours' }).click()
  await page.getByRole('link', { name: 'My calendars' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'My calendars' })).toBeVisible()
  const first = await newLink(page)
  expect(first).toMatch(/\/api\/calendar\/[\w-]{43}\.ics$/)
  const feed = await fetched(portal, first)
  expect(feed.status).toBe(200)
  expect(feed.headers).toMatchObject({
    'content-type': 'text/calendar; charset=utf-8; method=PUBLISH',
    'cache-control': 'no-store',
  })
  expect(feed.body.replaceAll('\r\n ', '')).toContain(reference)
  expect(feed.body).not.toContain(lastName)
  await page.reload()
  await expect(page.getByText(/^Shared since /)).toBeVisible()
  await expect(page.getByLabel('Calendar link')).toHaveCount(0)
  const second = await newLink(page)
  // The same not found, whatever is wrong with it.
  const lost = [first, first.replace(/.{5}\.ics$/, 'xxxxx.ics'), `${portal.url}/api/calendar/short.ics`]
  const answers = await Promise.all(lost.map((url) => fetched(portal, url)))
  const told = answers.map(({ status, body, headers }) => [
    status,
    body.replace(/"requestId":"[^"]+"/, ''),
    headers['cache-control'],
  ])
  expect(told).toEqual([told[0], told[0], told[0]])
  expect(told[0]?.[0]).toBe(404)
  await portal.query('ALTER TABLE calendar_feed RENAME TO gone')
  expect((await fetched(portal, second)).status).toBe(500)
  await portal.query('ALTER TABLE gone RENAME TO calendar_feed')
  await page.getByRole('button', { name: 'Stop sharing' }).click()
  await expect(page.getByText('Not shared.')).toBeVisible()
  expect((await fetched(portal, second)).status).toBe(404)
  for (const url of [first, second]) expect(portal.log()).not.toContain(pathOf(url).slice(-47, -4))
})

test('Ada does the same without script', async ({ browser, portal }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: portal.url })
  await signInApart(context, portal.url, people.ada)
  const page = await context.newPage()
  await page.goto('/my')
  await page.getByRole('link', { name: 'See them in your own calendar' }).click()
  await expect(page.getByText('You have no calendar link yet.')).toBeVisible()
  await page.getByRole('button', { name: 'Make a link' }).click()
  const url = await page.getByLabel('Calendar link').inputValue()
  const feed = await fetched(portal, url)
  expect(feed.body).toContain('SUMMARY:Appointment with Harbour')
  expect(feed.body).not.toContain('/manage/')
  await page.goto('/my/calendar')
  await page.getByRole('button', { name: 'Stop sharing' }).click()
  await expect(page.getByRole('heading', { name: /The link does not work any more/ })).toBeVisible()
  expect((await fetched(portal, url)).status).toBe(404)
  await context.close()
})

test('Dr Mora connects a calendar; what it lies over is listed for the desk, and how reading it went', async ({
  page,
  portal,
  request,
}) => {
  const [time, lastName] = [await freeTime(request, 7), uniqueName()]
  await bookThroughApi(request, time, lastName)
  await signInApart(page.context(), portal.url, people.mora)
  await page.goto(CALENDARS)
  const name = page.getByLabel('Name', { exact: true })
  const address = page.getByLabel('Secret address in iCal format')
  await name.fill('Hospital roster')
  await address.fill('http://127.0.0.1/calendar.ics')
  await page.getByRole('button', { name: 'Connect', exact: true }).press('Enter')
  await expect(page.getByRole('link', { name: 'Enter an address that begins with https://' })).toBeVisible()
  await expect(address).toHaveValue('http://127.0.0.1/calendar.ics')
  await expect(name).toHaveValue('Hospital roster')
  await address.fill(ADDRESS)
  await page.getByRole('button', { name: 'Connect', exact: true }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Done: Calendar connected' })).toBeVisible()
  const item = page.getByRole('list', { name: 'Connected calendars' }).getByRole('listitem')
  await expect(item).toContainText('Waiting')
  await busyDuring(portal, time.startsAt)
  await page.goto(CALENDARS)
  await expect(item).toContainText('Connected')
  await expect(item).toContainText('Last read ')
  // The desk moves what clashes.
  await signInApart(page.context(), portal.url, people.kim)
  await page.goto(CALENDARS)
  const clash = page
    .getByRole('region', { name: 'Appointments that clash' })
    .getByRole('row')
    .filter({ hasText: lastName })
  await expect(clash.getByRole('link', { name: /^Move/ })).toBeVisible()
  await expect(page.getByRole('button', { name: /Disconnect|Make a link/ })).toHaveCount(0)
  await page.goto('/admin/hours')
  await page.getByRole('row').filter({ hasText: 'Mora' }).getByRole('link', { name: '1 clash' }).click()
  await expect(clash).toBeVisible()
  await portal.query(`UPDATE external_calendar SET problem = 'refused'`)
  await page.reload()
  await expect(item).toContainText('Cannot be read')
  await expect(item).toContainText('Its server refused it.')
  const asked = { service: 'gp', type: 'follow_up', with: mora, day: time.day, time: wallOf(time.startsAt) }
  await page.goto(`/desk/why?${new URLSearchParams(asked)}`)
  await expect(page.getByRole('row').filter({ hasText: 'slot_taken' })).toContainText(
    'Busy in Hospital roster',
  )
  await signInApart(page.context(), portal.url, people.mora)
  await page.goto(CALENDARS)
  await page.getByRole('button', { name: 'Disconnect Hospital roster' }).click()
  await expect(page.getByRole('heading', { name: /Done: Calendar disconnected/ })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Appointments that clash' })).toHaveCount(0)
})

/** '09:30': the time of day as it is written in an answer of the API. */
const wallOf = (startsAt: string) => startsAt.slice(11, 16)

/** What the job would have left behind after reading a calendar that is busy for an hour from then. */
async function busyDuring(portal: Portal, startsAt: string): Promise<void> {
  await portal.query(`UPDATE external_calendar SET fetched_at = now(), read_at = now(), problem = NULL`)
  await portal.query(
    `SELECT set_config('app.actor', 'system', false), claim_external(id, ARRAY[$1::timestamptz], ARRAY[$1::timestamptz + interval '1 hour'], now())
      FROM external_calendar WHERE removed_at IS NULL`,
    [startsAt],
  )
}

test('the pages of calendars are sound on a phone and at a desk, with a new link on them too', async ({
  page,
  portal,
}) => {
  await portal.query(
    `INSERT INTO external_calendar (id, clinic_id, practitioner_id, name, url_sealed, created_at, fetched_at, problem)
      SELECT gen_random_uuid(), clinic_id, id, 'Roster', '', now(), now(), unnest(ARRAY[NULL, 'unreachable']) FROM practitioner WHERE id = $1`,
    [mora],
  )
  await signInApart(page.context(), portal.url, people.ines)
  await expectSoundPages(page, ['/admin/link', '/admin/link?service=gp', CALENDARS])
  await newLink(page)
  await expectSound(page)
  await signInApart(page.context(), portal.url, people.ben)
  await expectSoundPages(page, ['/my/calendar'])
  await newLink(page)
  await expectSound(page)
  await portal.query('DELETE FROM external_calendar')
})
