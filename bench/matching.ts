import { actors } from '../lib/access/actor'
import { bookAppointment } from '../lib/booking/commands/book'
import { disconnect } from '../lib/db/client'
import { env } from '../lib/env'
import { bench } from '../prisma/seed/scale'
import { heard, lastTransaction } from './hear'
import { KEY, PRACTITIONER, scriptOf } from './pgbench'
import { freeTime } from './slots'
import type { World } from './world'

/** Makes two bookings through the real command and returns the pgbench script of what it sent: the writing transaction of a booking. */
export async function bookingScript(world: World, from: number): Promise<string> {
  // The environment was read before there was a database.
  Object.assign(env, { DATABASE_URL: world.adminUrl, ANTEROOM_SECRET: world.secret })
  const guest = actors.guest({ ip: '203.0.113.1', requestId: 'bench' })
  const practitioners = Math.min(world.practitioners, 5)
  const known = new Map<unknown, string>()
  const about = { known, startsAt: 0, practitioners }

  const hear = async (k: number) => {
    const { practitionerId, startsAt } = freeTime(k, practitioners)
    const visit = {
      service: bench.serviceCode,
      type: 'follow_up',
      mode: 'in_person',
      locationId: bench.locationId,
      practitionerId,
    } as const
    const patient = {
      firstName: 'Bench',
      lastName: 'Guest',
      dateOfBirth: '1990-01-01',
      phone: '0491 570 006',
    }
    const input = {
      ...visit,
      clinicSlug: bench.slug,
      startsAt: new Date(startsAt.epochMilliseconds),
      patient,
      idempotencyKey: `heard-${k}`,
    }
    known.set(practitionerId, PRACTITIONER).set(input.idempotencyKey, KEY)
    about.startsAt = startsAt.epochMilliseconds
    return lastTransaction(await heard(() => bookAppointment(guest, input, 'api')))
  }
  const other = await hear(from)
  const one = await hear(from + practitioners * 41 + 1)
  await disconnect()
  return scriptOf(one, other, about)
}
