import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { actors } from '@/lib/access/actor'
import { listSlots, nextSlots } from '@/lib/availability/queries/slots'
import { bookAppointment } from '@/lib/booking/commands/book'
import { readDay } from '@/lib/booking/queries/day'
import { onCluster } from '@/lib/db/testing/cluster'
import { ownerQuery, urlFor } from '@/lib/db/testing/raw'
import { newId } from '@/lib/ids'
import { findPatients } from '@/lib/people/queries'
import { people } from '@/prisma/seed/cast'
import { markDemo } from '@/prisma/seed/demo'
import { bench, benchPractitioner, seedScale } from '@/prisma/seed/scale'
import { heard } from './hear'
import { freeTime, fullDays, later } from './slots'

/** What performance rests on, whatever the machine: how many statements a request sends, and how PostgreSQL goes about them. */

const via = { ip: '203.0.113.7', requestId: 'test' }
const guest = actors.guest(via)
const today = fullDays[0] ?? ''
const staff = actors.staff({
  kind: 'staff',
  via,
  accountId: people.kim.accountId,
  sessionId: newId(),
  name: people.kim.name,
  clinicId: bench.id,
  clinicSlug: bench.slug,
  roles: ['receptionist'],
})

beforeAll(async () => {
  // Every statement's plan, those inside functions too, comes back as a notice on the app's own connections.
  const database = pg.escapeIdentifier(new URL(urlFor('superuser')).pathname.slice(1))
  for (const [name, value] of Object.entries({
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_nested_statements': 'on',
    'auto_explain.log_level': 'notice',
  }))
    await onCluster(
      urlFor('superuser'),
      `ALTER ROLE anteroom_app IN DATABASE ${database} SET ${name} = '${value}'`,
    )
  await markDemo(urlFor('owner'))
  await seedScale(urlFor('owner'), 20_000, () => {})
  const { accountId, email, name } = people.kim
  await ownerQuery('INSERT INTO account (id, email, name) VALUES ($1, $2, $3)', [accountId, email, name])
  await ownerQuery(
    `INSERT INTO clinic_member (id, clinic_id, account_id, roles) VALUES (gen_random_uuid(), $1, $2, '{receptionist}')`,
    [bench.id, accountId],
  )
}, 120_000)

describe('the number of statements', () => {
  it('of a slot search is one, for a day of one practitioner as for two months of all', async () => {
    const oneDay = await sentBy(() => slots(today, benchPractitioner(1)))
    const twoMonths = await sentBy(() => slots(later(today, 61)))
    expect([oneDay, twoMonths]).toEqual([1, 1])
  })

  it('of four weeks with rooms, buffers, caps and ages is one too', async () => {
    expect(await sentBy(() => slots(later(today, 27), undefined, bench.ruledServiceCode))).toBe(1)
  })

  it('of the next free times is one', async () => {
    expect(await sentBy(() => nextSlots(guest, { ...wanted, clinicSlug: bench.slug }))).toBe(1)
  })

  it('of a booking is the same for the first of a practitioner and for one on a full day', async () => {
    const first = await sentBy(() => book(0))
    for (let n = 1; n <= 9; n++) await book(n * 50)
    expect(await sentBy(() => book(500))).toBe(first)
    expect(first).toBeLessThanOrEqual(12)
  })

  it('of a booking is sent in two round trips: what is asked first, and the deed', async () => {
    const sent = await heard(() => book(601))
    expect(sent.filter(({ text }) => text === 'BEGIN')).toHaveLength(2)
  })

  it('of the day list is two, the day and its audit row, whoever works', async () => {
    const one = await sentBy(() => readDay(staff, today, bench.timeZone, benchPractitioner(1)))
    const all = await sentBy(() => readDay(staff, today, bench.timeZone))
    expect([one, all]).toEqual([2, 2])
  })
})

describe('plans', () => {
  it('of slots, next times, bookings and the day list scan neither claims nor bookings, and are not compiled', async () => {
    const plans = await plansOf(async () => {
      await slots(later(today, 27))
      await slots(later(today, 27), undefined, bench.ruledServiceCode)
      await slots(today, benchPractitioner(2))
      await nextSlots(guest, { ...wanted, clinicSlug: bench.slug })
      await book(701)
      await readDay(staff, today, bench.timeZone)
    })
    expect(plans.filter((plan) => /Index.* on calendar_claim/.test(plan)).length).toBeGreaterThan(0)
    expect(plans.filter((plan) => /Index.* on booking/.test(plan)).length).toBeGreaterThan(0)
    expect(plans.filter((plan) => /Seq Scan on (calendar_claim|booking)\b|JIT:/.test(plan))).toEqual([])
  })

  it('of other statements are seen too: the check itself works', async () => {
    const plans = await plansOf(() => findPatients(staff, 'PAT-000001'))
    expect(plans.join('\n')).toMatch(/ on patient/)
  })
})

const wanted = { service: bench.serviceCode, type: 'follow_up' } as const

function slots(to: string, practitioner?: string, service: string = bench.serviceCode) {
  return listSlots(guest, { ...wanted, service, clinicSlug: bench.slug, from: today, to, practitioner })
}

function book(k: number) {
  const { practitionerId, startsAt } = freeTime(k, 50)
  return bookAppointment(
    guest,
    {
      ...{
        ...wanted,
        clinicSlug: bench.slug,
        mode: 'in_person',
        practitionerId,
        locationId: bench.locationId,
      },
      startsAt: new Date(startsAt.epochMilliseconds),
      patient: { firstName: 'Bench', lastName: 'Guest', dateOfBirth: '1990-01-01', phone: '0491 570 006' },
      idempotencyKey: newId(),
    },
    'api',
  )
}

/** Statements, without those that only say who is asking and where the transaction begins and ends. */
async function sentBy(work: () => Promise<unknown>): Promise<number> {
  const sent = await heard(work)
  return sent.filter(({ text }) => !/^(BEGIN|COMMIT)$|set_config\('app\.actor'/.test(text)).length
}

const notices: string[] = []
const { emit } = pg.Client.prototype
pg.Client.prototype.emit = function (this: pg.Client, event: string | symbol, ...rest: unknown[]) {
  if (event === 'notice') notices.push(String((rest[0] as Error).message))
  return emit.call(this, event, ...rest)
}

async function plansOf(work: () => Promise<unknown>): Promise<string[]> {
  notices.length = 0
  await work()
  return notices.filter((text) => text.includes('plan:'))
}
