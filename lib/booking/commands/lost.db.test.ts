import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startProxy } from '../../../chaos/proxy'
import { ownerQuery, rawAs, urlFor } from '../../db/testing/raw'
import { makeClinic, type World } from '../../db/testing/world'

// The short form of chaos C3 and C4: connections that are lost at the worst moment. The portal reaches PostgreSQL through a proxy that cuts.

let world: World
let cut: (answer: Buffer) => boolean = () => false
let proxy: Awaited<ReturnType<typeof startProxy>>
let book: typeof import('./book')['bookAppointment']

beforeAll(async () => {
  world = await makeClinic({ hours: [[480, 1080]] })
  const app = new URL(urlFor('app'))
  proxy = await startProxy(Number(app.port), (answer) => cut(answer))
  app.port = String(proxy.port)
  vi.stubEnv('DATABASE_APP_URL', app.href)
  vi.resetModules()
  book = (await import('./book')).bookAppointment
})
afterAll(async () => {
  await (await import('../../db/client')).disconnect()
  proxy.close()
})

const request = (n: number, idempotencyKey: string) => ({
  ...{ clinicSlug: world.clinic.slug, service: 'gp', type: 'follow_up' as const, mode: 'in_person' as const },
  startsAt: new Date(world.at(3, '09:00').getTime() + n * 1_200_000),
  practitionerId: world.practitioners.mora,
  locationId: world.locations.street,
  patient: { firstName: 'Grace', lastName: 'Hopper', dateOfBirth: '1986-12-09', phone: '0491 570 156' },
  idempotencyKey,
})

test('a commit whose answer is lost is one booking, and the retry is given it', async () => {
  // ReadyForQuery, in no transaction: PostgreSQL has committed what was sent together.
  const COMMITTED = Buffer.from('Z\0\0\0\x05I', 'latin1')
  for (let n = 0; n < 5; n++) {
    const key = randomUUID()
    let isBooking = false
    // Reads commit too: it is the booking's own that is lost, with the audit row's answer before it.
    cut = (answer) => {
      isBooking ||= answer.includes(Buffer.from('INSERT 0 1'))
      return isBooking && answer.includes(COMMITTED)
    }
    const first = await book(world.as.guest, request(n, key), 'api').catch(() => null)
    cut = () => false
    const again = await book(world.as.guest, request(n, key), 'api')
    if (first) expect(first).toEqual(again)
    const rows = await ownerQuery('SELECT reference FROM booking WHERE starts_at = $1 AND clinic_id = $2', [
      again.startsAt,
      world.clinic.id,
    ])
    expect(rows).toEqual([{ reference: again.reference }])
  }
  expect(proxy.lost()).toBeGreaterThanOrEqual(5)
})

test('sessions that are cut under bookings fail those at most, and nothing stays broken', async () => {
  let isOver = false
  const cutting = (async () => {
    while (!isOver)
      await rawAs(
        'superuser',
        null,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'anteroom_app' ORDER BY random() LIMIT 1`,
      )
  })()
  const outcomes = []
  for (let n = 6; n < 24; n++)
    outcomes.push(
      await book(world.as.guest, request(n, randomUUID()), 'api').then(
        () => 'booked',
        (error: { code?: string }) => error.code,
      ),
    )
  isOver = true
  await cutting
  expect(outcomes.filter((it) => it !== 'booked' && it !== 'database_down')).toEqual([])
  // The last cut may have met a resting connection that nobody has asked anything since: whoever gets it tries again.
  const [last, key] = [() => book(world.as.guest, request(25, key), 'api'), randomUUID()]
  await expect.poll(() => last().then(({ status }) => status, String)).toBe('confirmed')
})
