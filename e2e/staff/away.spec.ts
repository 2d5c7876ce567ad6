import { expect } from '@playwright/test'
import { bookInARow } from '@/lib/db/testing/sick-day'
import { env } from '@/lib/env'
import { addDays, instantAt, localDate, weekdayOf } from '@/lib/time'
import { gp, harbour, harbourStreet, people } from '@/prisma/seed/cast'
import { type Portal, test } from '../support/portal'
import { expectSound } from '../support/sound'
import { bookThroughApi, freeTime, uniqueName } from '../support/times'
import { signInApart } from '../support/visitor'

const [mora, noor] = [harbour.practitioners[0], harbour.practitioners[1]]

/** A working day far ahead on which Dr Mora has thirty patients from eight o'clock, and Noor sees them too. */
async function sickDay(portal: Portal) {
  env.DATABASE_URL = portal.databaseUrl
  let day = addDays(localDate(new Date(), harbour.timeZone), 40)
  while (weekdayOf(day) > 5) day = addDays(day, 1)
  await portal.query(
    `INSERT INTO practitioner_service (practitioner_id, service_id, clinic_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    [noor.id, gp.id, harbour.id],
  )
  await portal.query(
    `INSERT INTO availability_rule (id, clinic_id, practitioner_id, location_id, weekday, start_minute, end_minute)
     SELECT gen_random_uuid(), $1, $2, $3, d, 600, 1080 FROM generate_series(1, 5) d`,
    [harbour.id, noor.id, harbourStreet.id],
  )
  const world = {
    clinic: {
      id: harbour.id,
      slug: harbour.slug,
      timeZone: harbour.timeZone as string,
      phone: harbour.phone,
    },
    practitioners: { mora: mora.id, noor: noor.id },
    services: { gp: gp.id, nurse: gp.id, weightLoss: gp.id },
    locations: { street: harbourStreet.id, telehealth: harbourStreet.id },
    patients: { ada: '', ben: '', cleo: '', dan: '' },
  }
  const booked = await bookInARow(world, instantAt(day, '08:00', harbour.timeZone), 30)
  return { day, ...booked }
}

test('thirty appointments of a sick day are moved: none double, one message each; answered by phone, by link and at the desk', async ({
  page,
  portal,
  browser,
}) => {
  const { day, bookings, patients } = await sickDay(portal)
  await portal.query('UPDATE patient SET email = NULL WHERE id = $1', [patients[4]])
  await signInApart(page.context(), portal.url, people.kim)
  await page.goto(`/desk?day=${day}&with=${mora.id}`)
  await page.getByRole('link', { name: 'Somebody is away' }).click()
  await expect(page.getByLabel('First day')).toHaveValue(day)
  await expectSound(page)
  await page.getByRole('button', { name: 'Show the appointments' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Dr Lucia Mora is away: 30 appointments to move',
  )
  await expectSound(page)
  const becomes = (n: number) => page.getByLabel(`What becomes of it for Pat Number${n}`, { exact: true })
  await becomes(1).selectOption({ label: 'Leave it for now' })
  await becomes(2).selectOption({ label: 'Cancel, and say sorry' })
  // Looking has told nobody anything.
  const told = () => portal.query(`SELECT booking_id FROM outbox_message WHERE kind = 'away.told'`)
  expect(await told()).toHaveLength(0)
  await page.getByRole('button', { name: 'Send proposals' }).click()
  await expect(page.getByRole('heading', { name: '29 patients are told' })).toBeVisible()
  await expectSound(page)
  expect(await told()).toHaveLength(29)
  const proposed = await portal.query<{ time: string }>(
    `SELECT practitioner_id || ' ' || starts_at AS time FROM proposal WHERE state = 'open'`,
  )
  expect(new Set(proposed.map(({ time }) => time)).size).toBe(28)

  const row = (n: number) =>
    page.getByRole('row').filter({ has: page.getByRole('link', { name: `Pat Number${n}`, exact: true }) })
  await expect(row(1)).toContainText('Nothing proposed')
  await expect(row(2)).toContainText('Cancelled')
  await expect(row(5)).toContainText('Cannot be reached by mail')
  await row(5).getByRole('button', { name: 'Accepted by phone' }).click()
  await expect(row(5)).toContainText('Accepted')

  const phone = await browser.newContext({ viewport: { width: 375, height: 812 }, hasTouch: true })
  const patient = await phone.newPage()
  await patient.goto(`${portal.url}/manage/${bookings[9]?.manageToken}`)
  await expect(patient.getByRole('heading', { name: 'We propose another time' })).toBeVisible()
  await expectSound(patient)
  await patient.getByRole('button', { name: 'Accept this time' }).click()
  await expect(patient.getByRole('heading', { name: 'Your appointment is confirmed' })).toBeVisible()
  await expectSound(patient)
  await patient.goto(`${portal.url}/manage/${bookings[10]?.manageToken}`)
  await patient.getByRole('button', { name: 'None of these: call me' }).click()
  await expect(patient.getByRole('heading', { name: 'This appointment cannot take place' })).toBeVisible()
  await expectSound(patient)
  await patient.goto(`${portal.url}/manage/${bookings[11]?.manageToken}`)
  await patient.getByRole('link', { name: 'Cancel appointment' }).click()
  await expect(patient.getByText('Cancelling now costs nothing.')).toBeVisible()

  await page.reload()
  await expect(row(10)).toContainText('Accepted')
  await expect(row(11)).toContainText('Declined')
  await expectSound(page)
  const moved = await portal.query<{ reference: string }>(
    `SELECT reference FROM booking b JOIN proposal p ON p.booking_id = b.id AND p.state = 'accepted' AND p.starts_at = b.starts_at WHERE b.id = $1`,
    [bookings[9]?.id],
  )
  expect(moved).toEqual([{ reference: bookings[9]?.reference }])
})

test('what is wrong with the period is said at its field; leave that would hit bookings leads to the tool', async ({
  page,
  portal,
  request,
}) => {
  await signInApart(page.context(), portal.url, people.kim)
  await page.goto(`/desk/away/plan?practitionerId=${mora.id}&fromDate=2031-03-04&untilDate=2031-03-01`)
  await expect(page.getByRole('alert').filter({ hasText: 'There is a problem' })).toContainText(
    'The last day must not be before the first',
  )
  await expectSound(page)
  await page.goto(`/desk/away/plan?practitionerId=${mora.id}&fromDate=2031-03-04`)
  await expect(page.getByText('No appointments to move')).toBeVisible()

  const time = await freeTime(request, 7)
  await bookThroughApi(request, time, uniqueName())
  await page.goto(`/admin/hours/${mora.id}`)
  const leave = page.locator('form').filter({ hasText: 'Enter leave' })
  await leave.getByLabel('First day').fill(time.day)
  await leave.getByRole('button', { name: 'Enter leave' }).click()
  await page.getByRole('link', { name: /^Propose another time to / }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    /^Dr Lucia Mora is away: \d+ appointments? to move$/,
  )
})
