import { randomUUID } from 'node:crypto'
import { readAsOwner } from '../lib/db/owner'
import { makeClinic, type World } from '../lib/db/testing/world'
import { type Answer, call, inLanes } from './http'
import type { Random } from './random'

export type Slot = { world: World; practitionerId: string; startsAt: Date }
export type Attempt = {
  slot: Slot
  key: string
  body: Record<string, unknown>
  answer: Answer
  tries: number
}

/** A clinic that is open from 08:00 to 18:00 on every day, takes bookings at once and starts them every `grid` minutes. */
export function openClinic(grid = 20): Promise<World> {
  return makeClinic({
    hours: [[480, 1080]],
    services: { notice_minutes: 0, horizon_days: 400, grid_minutes: grid },
  })
}

/** The next so many free times of 20 minutes with Dr Mora of a clinic, from tomorrow on. */
export function freeSlots(world: World, count: number): Slot[] {
  const slots: Slot[] = []
  const days = new Set<number>()
  for (let ahead = 1; slots.length < count; ahead++) {
    const opens = world.at(ahead, '08:00').getTime()
    // A weekend's days all come out as the Monday after it.
    if (days.has(opens)) continue
    days.add(opens)
    for (let n = 0; n < 30 && slots.length < count; n++)
      slots.push({
        world,
        practitionerId: world.practitioners.mora,
        startsAt: new Date(opens + n * 1_200_000),
      })
  }
  return slots
}

let people = 0

/** What a patient sends for a time. Everybody is somebody new; `mail`: they leave an email address. */
export function bookingOf(
  { world, practitionerId, startsAt }: Slot,
  more: { mail?: boolean; type?: string; service?: string } = {},
) {
  const { mail, ...rest } = more
  const n = people++
  return {
    ...{ service: 'gp', type: 'follow_up', mode: 'in_person', ...rest },
    startsAt: startsAt.toISOString(),
    practitionerId,
    locationId: world.locations.street,
    patient: {
      firstName: `Patient${String.fromCharCode(97 + (n % 26))}`,
      lastName: 'Chaos',
      dateOfBirth: '1980-01-01',
      phone: '0491 570 156',
      ...(mail && { email: `chaos.${n}@example.com` }),
    },
  }
}

/** Sends one booking request. */
export function book(
  port: number,
  slot: Slot,
  body: Record<string, unknown>,
  key: string = randomUUID(),
  keepAlive = true,
): Promise<Answer> {
  const path = `/api/v1/clinics/${slot.world.clinic.slug}/bookings`
  return call({ port, method: 'POST', path, body, headers: { 'idempotency-key': key }, keepAlive })
}

export type Run = {
  random: Random
  ports: readonly [number, number]
  ownerUrl: string
  superUrl: string
  dataDir: string
}

/** Books each slot once, to either instance; while `insists`, what got no clear answer is sent again with the same key, as a browser would. */
export function bookAll(
  run: Run,
  slots: readonly Slot[],
  options: { lanes?: number; mail?: boolean; insists?: (tries: number) => boolean } = {},
): Promise<Attempt[]> {
  const { lanes = 24, mail = false, insists = () => false } = options
  return inLanes(slots, lanes, async (slot) => {
    const key = randomUUID()
    const body = bookingOf(slot, { mail })
    for (let tries = 1; ; tries++) {
      const answer = await book(run.ports[run.random.below(2)] ?? run.ports[0], slot, body, key)
      if ((answer.status > 0 && answer.status < 500) || !insists(tries))
        return { slot, key, body, answer, tries }
      await new Promise((done) => setTimeout(done, 100))
    }
  })
}

export const isAcknowledged = ({ answer }: Attempt): boolean => answer.status === 201

/** Acknowledged bookings that are not in the database as they were acknowledged, with their audit row and message. */
export async function lostOf(run: Run, attempts: readonly Attempt[]): Promise<string[]> {
  const told = attempts
    .filter(isAcknowledged)
    .map(({ answer: { body } }) => ({ reference: body.reference, startsAt: body.startsAt }))
  const rows = await readAsOwner(run.ownerUrl, (query) =>
    query<{ reference: string }>(
      `SELECT t.reference FROM json_to_recordset($1) AS t (reference text, "startsAt" timestamptz)
       LEFT JOIN booking b ON b.reference = t.reference AND b.starts_at = t."startsAt" AND b.status = 'confirmed'
       WHERE b.id IS NULL OR NOT EXISTS (SELECT FROM audit_event a WHERE a.subject_id = b.id AND a.action = 'booking.booked')
         OR NOT EXISTS (SELECT FROM outbox_message m WHERE m.booking_id = b.id)`,
      [JSON.stringify(told)],
    ),
  )
  return rows.map((row) => row.reference)
}

/** One number from the database. */
export async function countOf(run: Run, statement: string, values: unknown[] = []): Promise<number> {
  const [row] = await readAsOwner(run.ownerUrl, (query) =>
    query<{ n: number }>(`SELECT (${statement})::int AS n`, values),
  )
  return row?.n ?? -1
}

export const bookingsIn = (run: Run, world: World): Promise<number> =>
  countOf(run, 'SELECT count(*) FROM booking WHERE clinic_id = $1', [world.clinic.id])
