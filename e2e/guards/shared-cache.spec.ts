import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { patients, people } from '@/prisma/seed/cast'
import { ask } from '../support/ask'
import { type Portal, test } from '../support/portal'
import { cookieOf } from '../support/visitor'

/** Row J7: two people ask for the same addresses in turn, and each is shown their own. The full form is 2,000. */
const REQUESTS = 200

/** `marks`: what only they may see, their name and the ids of their bookings. */
type Visitor = { cookie: string; canary: string; bookingId: string; marks: string[] }

/** Ada and Ben, each with a name nobody else has, on their records and on their accounts. */
async function twoPeople(portal: Portal): Promise<[Visitor, Visitor]> {
  return [await somebody(portal, 'ada'), await somebody(portal, 'ben')]
}

async function somebody(portal: Portal, who: 'ada' | 'ben'): Promise<Visitor> {
  const canary = `canary${crypto.randomUUID().replaceAll('-', '')}`
  await portal.query('UPDATE patient SET last_name = $2 WHERE id = $1', [patients[who].id, canary])
  await portal.query('UPDATE account SET name = $2 WHERE id = $1', [people[who].accountId, canary])
  const bookings = await portal.query<{ id: string }>(
    `SELECT b.id FROM booking b JOIN patient_access a USING (patient_id) WHERE a.account_id = $1 ORDER BY b.starts_at DESC`,
    [people[who].accountId],
  )
  const ids = bookings.map(({ id }) => id)
  const cookie = await cookieOf(portal.url, people[who])
  return { cookie, canary, bookingId: ids[0] ?? '', marks: [canary, ...ids] }
}

test('two people who ask for the same addresses in turn see their own', async ({ portal }) => {
  const began = Date.now()
  const both = await twoPeople(portal)
  const asked = [
    { path: '/my' },
    { path: '/my?_rsc=1', headers: { rsc: '1' } },
    { path: '/harbour' },
    { path: '/api/auth/session' },
    { path: `/my/appointments/${both[0].bookingId}` },
    { path: `/my/appointments/${both[1].bookingId}/calendar.ics` },
  ]
  let own = 0
  for (let n = 0; n < REQUESTS; n += 2) {
    const { path, headers } = asked[(n / 2) % asked.length] as (typeof asked)[number]
    // Side by side and one after the other.
    const visitors = n % 4 === 0 ? both : both.toReversed()
    const answers = await Promise.all(
      visitors.map(({ cookie }) => ask(portal.port, path, { headers: { cookie, ...headers } })),
    )
    for (const [at, { body }] of answers.entries()) {
      const other = visitors[1 - at] as Visitor
      // The address itself names a booking, whoever asks for it.
      const others = other.marks.filter((mark) => !path.includes(mark) && body.includes(mark))
      expect(others, `${path}, request ${n}`).toEqual([])
      if (visitors[at]?.marks.some((mark) => !path.includes(mark) && body.includes(mark))) own += 1
    }
  }
  expect(own).toBeGreaterThan(REQUESTS / 2)
  const nobody = await Promise.all(asked.map(({ path, headers }) => ask(portal.port, path, { headers })))
  for (const { canary } of both) expect(nobody.map(({ body }) => body).join()).not.toContain(canary)
  expect(
    writtenSince(
      began,
      both.map(({ canary }) => canary),
    ),
  ).toEqual([])
})

test('an address that looks like a file shows nobody’s page, and is kept by nobody', async ({ portal }) => {
  const [ada] = await twoPeople(portal)
  const own = `/my/appointments/${ada.bookingId}`
  const disguised = ['/my', own, `${own}/calendar.ics`, '/api/auth/session'].flatMap((path) =>
    [
      '/x.css',
      '.css',
      '%2fx.css',
      ';x.css',
      '%00.css',
      '%3fx.css',
      '%23x.css',
      '/..%2fx.js',
      '/_next/static/x.js',
    ]
      .map((end) => path + end)
      .concat(`/_next/static/..%2f..${path}`, `/x.css/..%2f..${path}`),
  )
  expect((await ask(portal.port, own, { headers: { cookie: ada.cookie } })).body).toContain(ada.canary)
  for (const path of disguised) {
    const { status, headers, body } = await ask(portal.port, path, { headers: { cookie: ada.cookie } })
    expect([400, 404, 308], path).toContain(status)
    expect(headers['cache-control'], path).toContain('no-store')
    // A page that is not there still has the frame of Ada's pages, with her name, and is kept by nobody.
    expect(body, path).not.toMatch(/Your appointments?<\/h1>|BEGIN:VCALENDAR|"user"/)
    expect((await ask(portal.port, path)).body, path).not.toContain(ada.canary)
  }
})

/** Files of the build that were written since then and hold one of these. */
function writtenSince(then: number, canaries: string[]): string[] {
  const files = readdirSync('.next', { recursive: true, encoding: 'utf8' }).map((name) => join('.next', name))
  return files.filter((path) => {
    const stat = statSync(path, { throwIfNoEntry: false })
    if (!stat?.isFile() || stat.mtimeMs < then) return false
    const content = readFileSync(path, 'latin1')
    return canaries.some((canary) => content.includes(canary))
  })
}
