import { expect } from '@playwright/test'
import { people } from '@/prisma/seed/cast'
import { ask } from '../support/ask'
import { addresses, furnish } from '../support/house'
import { test } from '../support/portal'
import { rowsNow } from '../support/rows'
import { cookieOf } from '../support/visitor'

/** Row I7. `session.last_seen_at` is left out by rowsNow; these tables change with every request, and no other does. */
const MAY_CHANGE = ['audit_event', 'audit_chain', 'rate_limit']

test('no GET of the access matrix changes a row, whoever sends it', async ({ portal }) => {
  test.slow()
  const rooms = await furnish(portal)
  const callers = {
    guest: {},
    patient: { cookie: await cookieOf(portal.url, people.ada) },
    receptionist: { cookie: await cookieOf(portal.url, people.kim) },
    admin: { cookie: await cookieOf(portal.url, people.ines) },
    link: { authorization: `Bearer ${rooms.guest.token}` },
  }
  const before = await rowsNow(portal)
  const statuses: Record<string, Set<number>> = {}
  const call = async ([caller, headers]: [string, Record<string, string>]) => {
    const seen = new Set<number>()
    statuses[caller] = seen
    for (const { path, bearer } of addresses(rooms)) {
      // To a page the link is in the address, whoever opens it.
      if (caller === 'link' && !bearer) continue
      const { status } = await ask(portal.port, path, { headers })
      seen.add(status)
      expect(status, `${caller} ${path}`).toBeLessThan(500)
    }
  }
  await Promise.all(Object.entries<Record<string, string>>(callers).map(call))
  const after = await rowsNow(portal)
  const changed = Object.keys(after).filter((table) => after[table] !== before[table])
  expect(changed.filter((table) => !MAY_CHANGE.includes(table))).toEqual([])
  // They were let in where they may be: what is refused changes nothing, and says nothing about the page.
  for (const caller of Object.keys(callers)) expect([...(statuses[caller] ?? [])]).toContain(200)
  expect(Object.keys(after).length).toBeGreaterThan(20)
  expect(after.audit_event, 'reads are audited').not.toBe(before.audit_event)
})

/** Row L1. */
test('every page of somebody’s record is in the log, with whose it is', async ({ portal }) => {
  const rooms = await furnish(portal)
  const headers = { cookie: await cookieOf(portal.url, people.mora) }
  const pages = addresses(rooms).filter(({ door }) => /^app.*\[(noteId|patientId|bookingId)\]/.test(door))
  expect(pages.length).toBeGreaterThan(10)
  const written = async () =>
    (await portal.query('SELECT FROM audit_event WHERE patient_id IS NOT NULL')).length
  const silent: string[] = []
  for (const { path } of pages) {
    const before = await written()
    await ask(portal.port, path, { headers })
    if ((await written()) === before) silent.push(path)
  }
  expect(silent).toEqual([])
})
