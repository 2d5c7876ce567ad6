import autocannon from 'autocannon'
import { bench, benchPractitioner } from '../prisma/seed/scale'
import { freeTime, fullDays, later } from './slots'
import type { World } from './world'

/** What one round of one path gave: answers a second, and milliseconds. */
export type Round = { rate: number; p50: number; p99: number }

const CLIENTS = 4

/** GET over and over, the paths in turn. Throws where an answer is not 200. */
export async function read(url: string, paths: string[], seconds: number): Promise<Round> {
  const requests = paths.map((path) => ({ method: 'GET', path }))
  return roundOf(await autocannon({ url, connections: CLIENTS, duration: seconds, requests }))
}

/** A practitioner's free times on one day; another day and practitioner each time. */
export const dayPaths = ({ practitioners }: World): string[] =>
  fullDays.map((day, n) => slotsPath(day, day, benchPractitioner(1 + (n % Math.min(practitioners, 5)))))
/** The same for a week. */
export const weekPaths = ({ practitioners }: World): string[] =>
  fullDays.map((day, n) =>
    slotsPath(day, later(day, 6), benchPractitioner(1 + (n % Math.min(practitioners, 5)))),
  )
/** Four weeks of all practitioners, by the plain service or by the one with every rule. */
export const fourWeeks = (service: string): string[] => [
  slotsPath(fullDays[0] ?? '', later(fullDays[0] ?? '', 27), undefined, service),
]
/** As many free times as a busy month has. */
export const monthPaths = (): string[] => fourWeeks(bench.serviceCode)

function slotsPath(
  from: string,
  to: string,
  practitioner?: string,
  service: string = bench.serviceCode,
): string {
  const query = new URLSearchParams({
    service,
    type: 'follow_up',
    from,
    to,
    ...(practitioner && { practitioner }),
  })
  return `/api/v1/clinics/${bench.slug}/slots?${query}`
}

const taken = new Map<string, number>()

/** POST bookings, each of a fresh time by a fresh guest. Throws where one is not 201. */
export async function book(world: World, seconds: number): Promise<Round> {
  const request = {
    method: 'POST',
    path: `/api/v1/clinics/${bench.slug}/bookings`,
    setupRequest: (before: object) => {
      const k = taken.get(world.url) ?? 0
      taken.set(world.url, k + 1)
      const headers = { 'content-type': 'application/json', 'idempotency-key': `bench-${k}` }
      // Five practitioners in every world, so that only its history differs.
      return { ...before, headers, body: JSON.stringify(bookingOf(k, Math.min(world.practitioners, 5))) }
    },
  }
  return roundOf(
    await autocannon({ url: world.url, connections: CLIENTS, duration: seconds, requests: [request] }),
  )
}

function bookingOf(k: number, practitioners: number) {
  const { practitionerId, startsAt } = freeTime(k, practitioners)
  const visit = {
    service: bench.serviceCode,
    type: 'follow_up',
    startsAt: startsAt.toString(),
    practitionerId,
    locationId: bench.locationId,
    mode: 'in_person',
  }
  return {
    ...visit,
    patient: { firstName: 'Bench', lastName: `Guest ${k}`, dateOfBirth: '1990-01-01', phone: '0491 570 006' },
  }
}

function roundOf(result: Awaited<ReturnType<typeof autocannon>>): Round {
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(
      `Not every answer was good: ${JSON.stringify(result.statusCodeStats)}, ${result.errors} errors`,
    )
  return { rate: result['2xx'] / result.duration, p50: result.latency.p50, p99: result.latency.p99 }
}
