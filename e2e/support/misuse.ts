import type { Page } from '@playwright/test'
import { newId } from '@/lib/ids'
import { harbour } from '@/prisma/seed/cast'
import { ask } from './ask'
import type { Form } from './attacker'
import type { Rooms } from './house'
import type { Portal } from './portal'

const mark = `kanarie${crypto.randomUUID().slice(0, 8)}`
const CANARY = {
  name: `${mark}name`,
  reason: `${mark}reason`,
  email: `${mark}mail@example.com`,
  phone: '0491 570 737',
  password: `${mark}password`,
}
/** What may be in no log; the phone in every way it is written. */
export const FORBIDDEN = [mark, '0491 570 737', '0491570737', '+61491570737']

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

const bookingAt = (startsAt: string, { slot }: Rooms) => ({
  ...{ ...visit, ...slot },
  ...{ startsAt, patient, reason: CANARY.reason },
})

/** A booking that only the portal itself can be wrong about, a week after the one of the rooms. */
export async function bookWithCanaries(portal: Portal, rooms: Rooms): Promise<void> {
  const later = new Date(Date.parse(rooms.slot.startsAt) + 7 * 86_400_000).toISOString()
  const headers = { ...json, 'idempotency-key': newId() }
  const body = JSON.stringify(bookingAt(later, rooms))
  await ask(portal.port, BOOKINGS, { method: 'POST', headers, body })
}

/** One line for each kind of error that the API can be brought to, all of them with canaries in. */
export async function misuseApi(portal: Portal, rooms: Rooms): Promise<number[]> {
  const { slot, guest } = rooms
  const good = bookingAt(slot.startsAt, rooms)
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
export async function misuseForms(page: Page, forms: readonly Form[]): Promise<void> {
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
export async function misuseAddresses(page: Page): Promise<void> {
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
