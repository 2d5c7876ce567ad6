import { type Browser, expect, type Page } from '@playwright/test'
import { DOORS } from '@/access-doors'
import { lagoon, people } from '@/prisma/seed/cast'
import { ask } from '../support/ask'
import { type Attack, attackersSite, type Form, formless, formsOn, handlers } from '../support/attacker'
import { addresses, furnish, type Rooms } from '../support/house'
import { goOn, heading, timeButton, timesOf } from '../support/journey'
import { type Portal, test } from '../support/portal'
import { rowsNow } from '../support/rows'
import { freeTime } from '../support/times'
import { signInApart } from '../support/visitor'

/** Row I6: every form and every handler that takes a POST, sent by somebody else's page in the browser of somebody signed in. */

/** Each request counts, refused or not. */
const COUNTED = ['rate_limit']
const ATTACKS: Attack[] = [
  { host: '127.0.0.1', how: 'framed', encoding: 'application/x-www-form-urlencoded' },
  { host: '127.0.0.1', how: 'framed', encoding: 'multipart/form-data' },
  { host: '127.0.0.1', how: 'framed', encoding: 'text/plain' },
  { host: '127.0.0.1', how: 'sandboxed', encoding: 'multipart/form-data' },
  { host: '127.0.0.1', how: 'scripted', encoding: 'text/plain' },
  // Of the same site by the browser's reckoning: cookies come along, only the Origin tells.
  { host: 'localhost', how: 'framed', encoding: 'multipart/form-data' },
  { host: 'localhost', how: 'scripted', encoding: 'text/plain' },
]

async function victim(browser: Browser, { url }: Portal, person: (typeof people)['ada' | 'kim']) {
  const context = await browser.newContext({ baseURL: url })
  await signInApart(context, url, person)
  return context.newPage()
}

/** Kim, who works in two clinics; Ada, in the middle of booking; and every form each of the two is shown. */
async function prepare(portal: Portal, ada: Page, kim: Page, rooms: Rooms): Promise<[Form[], Form[]]> {
  await portal.query(
    `INSERT INTO clinic_member (id, clinic_id, account_id, roles) VALUES (gen_random_uuid(), $1, $2, '{receptionist}') ON CONFLICT DO NOTHING`,
    [lagoon.id, people.kim.accountId],
  )
  const time = await freeTime(ada.request, 30)
  await ada.goto(timesOf(time.day))
  await timeButton(ada, time).click()
  await ada.getByRole('radio', { name: 'Ada Lindqvist' }).check()
  await ada.getByRole('button', { name: 'Continue' }).click()
  await expect(heading(ada, 'About the appointment')).toBeVisible()
  await goOn(ada)
  await kim.goto('/desk')
  const pages = addresses(rooms).filter(({ door }) => door.startsWith('app/'))
  const pathsOf = (isDesk: boolean) =>
    pages.flatMap(({ door, path }) => ((DOORS[door] === 'staff') === isDesk ? [path] : []))
  return [await formsOn(ada, pathsOf(false)), await formsOn(kim, pathsOf(true))]
}

/** The action of a form, or the handler it goes to. */
function actionOf({ path, fields }: Form): string {
  const named = fields.find(([name]) => /^\$ACTION_(ID|\d+:0)/.test(name))
  return named ? (/[\da-f]{40,}/.exec(named.join())?.[0] ?? '') : path
}

/** Opens an attacker's page, and waits until the browser has sent all it sends, and been answered. */
async function fallFor(page: Page, address: string, posts: number) {
  let sent = 0
  let answered = () => {}
  const all = new Promise<void>((done) => {
    answered = done
  })
  const count = (request: { method: () => string }) => {
    if (request.method() === 'POST') sent += 1
    if (sent >= posts) answered()
  }
  page.on('requestfinished', count)
  page.on('requestfailed', count)
  await page.goto(address)
  // Where one had an effect, pages may go elsewhere and some be never answered: the rows say what happened.
  await Promise.race([all, new Promise((done) => setTimeout(done, 15_000))])
  page.off('requestfinished', count)
  page.off('requestfailed', count)
}

async function changedSince(portal: Portal, before: Record<string, string>): Promise<string[]> {
  const after = await rowsNow(portal)
  return Object.keys(after).filter((table) => after[table] !== before[table] && !COUNTED.includes(table))
}

test('whoever is signed out is not signed in by another site (login CSRF)', async ({ portal, browser }) => {
  const nobody = await (await browser.newContext({ baseURL: portal.url })).newPage()
  await nobody.goto('/sign-in')
  const rooms = await furnish(portal)
  const signIns = [
    ...(await formsOn(nobody, ['/sign-in'])),
    ...handlers(rooms).filter(({ path }) => path.startsWith('/api/auth/')),
  ]
  const site = await attackersSite(portal, signIns)
  for (const attack of ATTACKS) await fallFor(nobody, site.address(attack), signIns.length)
  // At the top of the window too, where no frame is in the way.
  const framed = ATTACKS.filter(({ how }) => how === 'framed')
  for (const [n, attack] of framed.entries())
    await fallFor(nobody, site.address(attack, n % signIns.length), 1)
  expect((await nobody.context().cookies(portal.url)).map(({ name }) => name)).not.toContain(
    '__Host-anteroom-session',
  )
  await nobody.goto('/my')
  await expect(nobody.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  site.close()
})

test('no header makes a request one of ours: twelve ways, at every form and handler', async ({
  portal,
  browser,
}) => {
  const rooms = await furnish(portal)
  const page = await victim(browser, portal, people.ada)
  await page.goto('/my')
  const own = addresses(rooms).flatMap(({ path }) => (/^\/(my|manage)/.test(path) ? [path] : []))
  const forms = [...(await formsOn(page, [...own, '/sign-in'])), ...handlers(rooms)]
  const cookie = (await page.context().cookies(portal.url))
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ')
  const evil = 'http://evil.example'
  const host = new URL(portal.url).host
  const ways: Record<string, string>[] = [
    {},
    { origin: evil },
    { origin: 'null' },
    { origin: '' },
    { origin: evil, 'x-forwarded-host': 'evil.example' },
    { origin: evil, forwarded: 'host=evil.example', 'x-forwarded-proto': 'http' },
    { origin: `http://${host}.evil.example` },
    { origin: `http://evil.example#${host}` },
    { origin: `${evil}, ${portal.url}` },
    { origin: portal.url.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10)) },
    { origin: portal.url, 'sec-fetch-site': 'cross-site' },
    { origin: portal.url, 'sec-fetch-site': 'same-site', 'x-http-method-override': 'POST' },
  ]
  const rows = await rowsNow(portal)
  for (const way of ways)
    for (const { path, fields } of forms) {
      const body = new URLSearchParams(fields).toString()
      const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded', ...way }
      const { status } = await ask(portal.port, path, { method: 'POST', headers, body })
      expect([400, 401, 403, 415, 422], `${path} ${JSON.stringify(way)}`).toContain(status)
    }
  expect(await changedSince(portal, rows)).toEqual([])
})

test('nothing that another site sends in the browser of somebody signed in has an effect', async ({
  portal,
  browser,
}) => {
  test.slow()
  const rooms = await furnish(portal)
  const ada = await victim(browser, portal, people.ada)
  const kim = await victim(browser, portal, people.kim)
  const [adas, kims] = await prepare(portal, ada, kim, rooms)
  // Every action and every handler, at least once; those of the front desk in Kim's browser.
  const desk = kims.filter(({ path }) => /^\/(desk|clinic)/.test(path))
  const sent = [
    { page: ada, forms: [...adas, ...handlers(rooms)] },
    { page: kim, forms: [...desk, ...formless([...adas, ...desk], rooms)] },
  ]
  expect(adas.length + desk.length).toBeGreaterThan(15)
  const actions = Object.keys(DOORS).filter((door) => door.includes('actions.ts'))
  expect(new Set(sent.flatMap(({ forms }) => forms.map(actionOf))).size).toBe(
    actions.length + handlers(rooms).length,
  )
  const cookies = () => Promise.all([ada, kim].map((page) => page.context().cookies(portal.url)))
  const [rows, jars] = [await rowsNow(portal), await cookies()]

  for (const { page, forms } of sent) {
    const site = await attackersSite(portal, forms)
    // In a tab of its own: what their own pages tell on being left is no attack.
    const tab = await page.context().newPage()
    for (const attack of ATTACKS) await fallFor(tab, site.address(attack), forms.length)
    site.close()
  }
  expect(await changedSince(portal, rows)).toEqual([])
  expect(await cookies()).toEqual(jars)

  // Sent from our own pages the same forms do what they say: it was not for want of trying.
  for (const { page, forms } of sent) {
    await page.goto('/')
    await page.evaluate(
      async (all) => {
        for (const { path, fields } of all) {
          const body = new FormData()
          for (const [name, value] of fields) body.append(name, value)
          await fetch(path, { method: 'POST', body, redirect: 'manual' })
        }
      },
      forms.filter(({ fields }) => fields.some(([name]) => name.startsWith('$ACTION'))),
    )
  }
  expect(await changedSince(portal, rows)).toEqual(
    expect.arrayContaining(['booking', 'booking_event', 'calendar_claim', 'hold', 'patient', 'session']),
  )
})
