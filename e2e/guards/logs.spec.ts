import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'
import { harbour, people } from '@/prisma/seed/cast'
import { ask } from '../support/ask'
import { type Form, formsOn } from '../support/attacker'
import { furnish, type Rooms } from '../support/house'
import { timeButton, timesOf } from '../support/journey'
import { type Portal, test } from '../support/portal'
import { freeTime } from '../support/times'
import { signInApart } from '../support/visitor'

/** Row N9: whatever goes wrong, nothing that somebody typed is in the portal's log or in PostgreSQL's. */

const mark = `kanarie${crypto.randomUUID().slice(0, 8)}`
const CANARY = {
  name: `${mark}name`,
  reason: `${mark}reason`,
  email: `${mark}mail@example.com`,
  phone: '0491 570 737',
  password: `${mark}password`,
}
/** The phone in every way it is written. */
const FORBIDDEN = [mark, '0491 570 737', '0491570737', '+61491570737']

const patient = {
  firstName: CANARY.name,
  lastName: CANARY.name,
  dateOfBirth: '1990-05-17',
  phone: CANARY.phone,
  email: CANARY.email,
}
const visit = { service: 'gp', type: 'follow_up', mode: 'in_person' }
const json = { 'content-type': 'application/json' }
const BOOKINGS = `/api/v1/clinics/${harbour.slug}/bookings`

/** One line for each kind of error that the API can be brought to, all of them with canaries in. */
async function misuseApi(portal: Portal, { slot, guest }: Rooms): Promise<number[]> {
  const good = { ...visit, ...slot, patient, reason: CANARY.reason }
  const send = async (body: string, headers: Record<string, string> = {}, path = BOOKINGS, method = 'POST') =>
    (
      await ask(portal.port, path, {
        method,
        body,
        headers: { ...json, 'idempotency-key': newId(), ...headers },
      })
    ).status
  const sendJson = (body: object, headers = {}, path = BOOKINGS) => send(JSON.stringify(body), headers, path)
  const key = { 'idempotency-key': CANARY.name }
  return [
    await sendJson({
      ...good,
      patient: { ...patient, phone: CANARY.name, email: CANARY.name, dateOfBirth: CANARY.name },
    }),
    await sendJson({ ...good, [CANARY.name]: CANARY.reason }),
    await send(`{"patient": {"firstName": "${CANARY.name}", `),
    await sendJson({ ...good, reason: CANARY.reason.repeat(100_000) }),
    await send(JSON.stringify(good), { 'content-type': `text/${CANARY.name}` }),
    await sendJson(good, { 'content-length': '7' }).catch(() => 400),
    await sendJson({ ...good, patient: { ...patient, lastName: `${CANARY.name}\u0000` } }),
    await send(JSON.stringify(good).replace(CANARY.name, `${CANARY.name}\\ud800`)),
    await sendJson(good, key),
    await sendJson({ ...good, reason: `${CANARY.reason} again` }, key),
    await sendJson(good),
    await sendJson({ ...good, practitionerId: CANARY.name }),
    await sendJson({ ...good, startsAt: CANARY.name }),
    await sendJson(good, {}, `/api/v1/clinics/${CANARY.name}/bookings`),
    await sendJson({ version: 1, reason: CANARY.reason }, {}, `/api/v1/bookings/${CANARY.name}/cancel`),
    await sendJson(
      { version: 99, reason: CANARY.reason },
      { authorization: `Bearer ${guest.token}` },
      `/api/v1/bookings/${guest.reference}/cancel`,
    ),
    await sendJson(
      {},
      { authorization: `Bearer ${CANARY.name}` },
      `/api/v1/bookings/${guest.reference}/cancel`,
    ),
    await send(
      '',
      {},
      `/api/v1/clinics/harbour/slots?service=${CANARY.name}&type=${CANARY.name}&from=${CANARY.name}`,
      'GET',
    ),
    await send('', {}, `/api/${CANARY.name}?${CANARY.name}`, 'GET'),
    await send('', {}, `/%ff${CANARY.name}`, 'GET'),
    await send(
      `email=${CANARY.email}&password=${CANARY.password}`,
      { 'content-type': 'application/x-www-form-urlencoded', origin: portal.url },
      '/api/auth/callback/credentials',
    ),
    await sendJson({ data: CANARY, csrfToken: CANARY.name }, { origin: portal.url }, '/api/auth/session'),
    await send('', {}, `/api/auth/error?error=${CANARY.name}`, 'GET'),
    await send(
      '',
      { cookie: `__Host-anteroom-session=${CANARY.name}; __Host-anteroom-booking=${CANARY.name}` },
      '/harbour/book/check',
      'GET',
    ),
    await send(CANARY.name, { 'next-action': CANARY.name, origin: portal.url }, '/sign-in'),
    await send(CANARY.name, { 'next-action': 'f'.repeat(42), origin: portal.url }, '/sign-in'),
    await send(
      `--x\r\ncontent-disposition: form-data; name="${CANARY.name}`,
      { 'content-type': 'multipart/form-data; boundary=x', origin: portal.url },
      '/sign-in',
    ),
  ]
}

/** Every form of these pages, sent from them: as it is but for what people type, then with all of it wrong. */
async function misuseForms(page: Page, forms: readonly Form[]): Promise<void> {
  const values = {
    firstName: CANARY.name,
    lastName: CANARY.name,
    email: CANARY.email,
    phone: CANARY.phone,
    reason: CANARY.reason,
    password: CANARY.password,
  }
  const right = (name: string, value: string) => (values as Record<string, string>)[name] ?? value
  for (const typed of [right, () => CANARY.name])
    await page.evaluate(
      async (all) => {
        for (const { path, fields } of all) {
          const body = new FormData()
          for (const [name, value] of fields) body.append(name, value)
          await fetch(path, { method: 'POST', body, redirect: 'manual' })
        }
      },
      forms.map(({ path, fields }) => ({
        path,
        fields: fields.map(([name, value]) => [name, name.startsWith('$') ? value : typed(name, value)]),
      })) as Form[],
    )
}

/** Addresses with something typed in them, as somebody signed in. */
async function misuseAddresses(page: Page): Promise<void> {
  const paths = [
    '/my/appointments/',
    '/desk/bookings/',
    '/desk/book/',
    '/dev/mailbox/',
    '/manage/',
    '/',
    '/harbour/book/',
  ]
  for (const path of paths) await page.request.get(`${path}${CANARY.name}`)
  for (const path of ['/desk', '/clinic/day', '/sign-in', '/harbour/book/when'])
    await page.request.get(
      `${path}?day=${CANARY.name}&next=${CANARY.name}&service=${CANARY.name}&gone=${CANARY.name}`,
    )
}

const pagesWithForms = ({ guest }: Rooms) => [
  ...['/sign-in', '/desk/book', '/desk/book/new', '/harbour/book/details', '/harbour/book/person'],
  ...[`/manage/${guest.token}/cancel`, `/desk/bookings/${guest.bookingId}/cancel`],
]

test('nothing that was typed is in a log, whatever goes wrong', async ({ portal, page }) => {
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
  const good = { ...visit, ...rooms.slot, patient, reason: CANARY.reason }
  const again = async () => {
    const [slot] = [
      { ...rooms.slot, startsAt: new Date(Date.parse(rooms.slot.startsAt) + 7 * 86_400_000).toISOString() },
    ]
    await ask(portal.port, BOOKINGS, {
      method: 'POST',
      headers: { ...json, 'idempotency-key': newId() },
      body: JSON.stringify({ ...good, ...slot }),
    })
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
      'ALTER TABLE booking ALTER reason_sealed TYPE integer USING NULL',
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
