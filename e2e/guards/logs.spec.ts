import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { env } from '@/lib/env'
import { people } from '@/prisma/seed/cast'
import { formsOn } from '../support/attacker'
import { furnish, type Rooms } from '../support/house'
import { timeButton, timesOf } from '../support/journey'
import { bookWithCanaries, FORBIDDEN, misuseAddresses, misuseApi, misuseForms } from '../support/misuse'
import { type Portal, test } from '../support/portal'
import { freeTime } from '../support/times'
import { signInApart } from '../support/visitor'

/** Row N9: whatever goes wrong, nothing that somebody typed is in the portal's log or in PostgreSQL's. */

const pagesWithForms = ({ guest }: Rooms) => [
  ...['/sign-in', '/desk/book', '/desk/book/new', '/harbour/book/details', '/harbour/book/person'],
  ...[`/manage/${guest.token}/cancel`, `/desk/bookings/${guest.bookingId}/cancel`],
]

test('nothing that was typed is in a log, whatever goes wrong', async ({ portal, page }) => {
  test.slow()
  const postgresLog = join(env.ANTEROOM_DATA_DIR, 'postgres.log')
  const before = readFileSync(postgresLog, 'utf8').length
  const rooms = await furnish(portal)
  await signInApart(page.context(), portal.url, people.kim)
  const time = await freeTime(page.request, 33)
  await page.goto(timesOf(time.day))
  await timeButton(page, time).click()
  await page.waitForURL(/\/book\/(details|person)/)
  const forms = (await formsOn(page, pagesWithForms(rooms))).filter(
    ({ path }, n, all) =>
      path !== '/api/auth/sign-out' && (path !== '/sign-in' || all.findIndex((it) => it.path === path) === n),
  )
  expect(forms.length).toBeGreaterThanOrEqual(5)

  const statuses = await misuseApi(portal, rooms)
  // A form that breaks off Next answers itself, with a 500.
  expect(statuses.flatMap((status, n) => (status >= 500 ? [n] : []))).toEqual([statuses.length - 1])
  await misuseAddresses(page)
  await misuseForms(page, forms)

  // Errors that PostgreSQL finds, with the row in its detail; a bug of ours; a table that is gone; no database at all.
  const again = async () => {
    await bookWithCanaries(portal, rooms)
    await misuseForms(page, forms)
    await misuseAddresses(page)
  }
  const broken = [
    [
      'ALTER TABLE patient ADD CONSTRAINT refuses CHECK (first_name IS NULL) NOT VALID',
      'ALTER TABLE patient DROP CONSTRAINT refuses',
    ],
    ['ALTER TABLE patient RENAME last_name TO gone', 'ALTER TABLE patient RENAME gone TO last_name'],
    [
      'DROP TRIGGER tell_calendar ON booking; ALTER TABLE booking ALTER reason_sealed TYPE integer USING NULL',
      'ALTER TABLE booking ALTER reason_sealed TYPE text USING NULL',
    ],
    ['ALTER TABLE audit_event RENAME TO gone', 'ALTER TABLE gone RENAME TO audit_event'],
    ['ALTER TABLE rate_limit RENAME TO gone', 'ALTER TABLE gone RENAME TO rate_limit'],
  ] as const
  for (const [breaking, mending] of broken) {
    await portal.query('DELETE FROM rate_limit')
    await portal.query(breaking)
    await again()
    await portal.query(mending)
  }
  await cutMidway(portal, again)

  const written = { portal: portal.log(), postgres: readFileSync(postgresLog, 'utf8').slice(before) }
  expect(written.portal).toContain('route.bug')
  expect(written.portal).toContain('action.failed')
  expect(written.postgres).toContain('violates check constraint "refuses"')
  expect(written.postgres).not.toMatch(/DETAIL|STATEMENT|CONTEXT/)
  for (const [which, text] of Object.entries(written))
    for (const canary of FORBIDDEN) expect(linesWith(text, canary), which).toEqual([])
})

/** The portal's connections are cut again and again while it is asked, and no new ones are let in. */
async function cutMidway(portal: Portal, again: () => Promise<void>): Promise<void> {
  const name = new URL(portal.databaseUrl).pathname.slice(1)
  await portal.query(`REVOKE CONNECT ON DATABASE ${name} FROM anteroom_app, anteroom_worker`)
  const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND application_name LIKE 'anteroom%'`
  const cutting = setInterval(() => void portal.query(cut, [name]), 50)
  await again()
  clearInterval(cutting)
  await portal.query(`GRANT CONNECT ON DATABASE ${name} TO anteroom_app, anteroom_worker`)
}

const linesWith = (text: string, canary: string) =>
  text
    .toLowerCase()
    .split('\n')
    .filter((line) => line.includes(canary.toLowerCase()))
    .map((line) => line.slice(0, 500))
