import { randomUUID } from 'node:crypto'
import { book, bookingOf, bookingsIn, countOf, freeSlots, openClinic, type Slot } from './bookings'
import { type Answer, call, inLanes, percentile, tally } from './http'
import type { Findings, Scenario, Stage } from './scenario'

const no5xx = (answers: readonly Answer[]) => answers.every(({ status }) => status > 0 && status < 500)
const codes = (answers: readonly Answer[], code: string) =>
  answers.filter((it) => it.body.code === code).length
const deadlocks = (stage: Stage) =>
  countOf(stage, 'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()')

async function oneSlot(stage: Stage): Promise<Findings> {
  const world = await openClinic()
  const [slot] = freeSlots(world, 1) as [Slot]
  const before = await deadlocks(stage)
  const answers = await inLanes(Array.from({ length: 200 }), 200, (_, n) =>
    book(stage.ports[n % 2] as number, slot, bookingOf(slot)),
  )
  return {
    holds: {
      'one 201': answers.filter(({ status }) => status === 201).length === 1,
      '199 x 409 slot_taken': codes(answers, 'slot_taken') === 199,
      'one booking': (await bookingsIn(stage, world)) === 1,
      'no deadlock': (await deadlocks(stage)) === before,
    },
    figures: { answers: tally(answers), p95: percentile(answers, 95) },
  }
}

async function fiftySlots(stage: Stage): Promise<Findings> {
  const world = await openClinic()
  const slots = freeSlots(world, 50)
  const before = await deadlocks(stage)
  const started = performance.now()
  const answers = (
    await inLanes(Array.from({ length: 200 }), 200, async (_, client) => {
      const mine: Answer[] = []
      for (const slot of stage.random.shuffled(slots))
        mine.push(await book(stage.ports[client % 2] as number, slot, bookingOf(slot)))
      return mine
    })
  ).flat()
  const seconds = Math.round((performance.now() - started) / 1000)
  return {
    holds: {
      '50 bookings':
        (await bookingsIn(stage, world)) === 50 &&
        answers.filter(({ status }) => status === 201).length === 50,
      '9,950 clean slot_taken': codes(answers, 'slot_taken') === 9950,
      'no 5xx': no5xx(answers),
      'no deadlock': (await deadlocks(stage)) === before,
      'p95 within 2 s': percentile(answers, 95) <= 2000,
      'within 120 s': seconds <= 120,
    },
    figures: { seconds, answers: tally(answers), p50: percentile(answers, 50), p95: percentile(answers, 95) },
  }
}

/** Visits of 20, 30, 40 and 60 minutes that start every 5 minutes, with three practitioners of three clinics. */
async function mixedDurations(stage: Stage): Promise<Findings> {
  const { random } = stage
  const worlds = await Promise.all([1, 2, 3].map(() => openClinic(5)))
  const kinds = [
    { type: 'initial' },
    { type: 'follow_up' },
    { service: 'weight-loss', type: 'initial' },
    { service: 'weight-loss', type: 'follow_up' },
  ]
  const before = await deadlocks(stage)
  const answers = (
    await inLanes(Array.from({ length: 200 }), 200, async (_, client) => {
      const mine: Answer[] = []
      for (let n = 0; n < 10; n++) {
        const world = worlds[random.below(3)] as (typeof worlds)[number]
        const startsAt = new Date(world.at(1, '08:00').getTime() + random.below(114) * 300_000)
        const slot = { world, practitionerId: world.practitioners.mora, startsAt }
        mine.push(
          await book(stage.ports[client % 2] as number, slot, bookingOf(slot, kinds[random.below(4)])),
        )
      }
      return mine
    })
  ).flat()
  return {
    holds: {
      'booked or taken, nothing else': answers.every(
        ({ status, body }) => status === 201 || ['slot_taken', 'outside_hours'].includes(String(body.code)),
      ),
      'no deadlock': (await deadlocks(stage)) === before,
      'some of each': answers.some(({ status }) => status === 201) && codes(answers, 'slot_taken') > 0,
    },
    figures: { answers: tally(answers), p95: percentile(answers, 95) },
  }
}

async function sameKey(stage: Stage): Promise<Findings> {
  const world = await openClinic()
  const [slot, other] = freeSlots(world, 2) as [Slot, Slot]
  const key = randomUUID()
  const body = bookingOf(slot)
  const twenty = await inLanes(Array.from({ length: 20 }), 20, (_, n) =>
    book(stage.ports[n % 2] as number, slot, body, key),
  )
  const later = await book(stage.ports[1], slot, body, key)
  const changed = await book(stage.ports[0], slot, { ...body, startsAt: other.startsAt.toISOString() }, key)
  const first = JSON.stringify(twenty[0]?.body)
  return {
    holds: {
      '20 equal answers': twenty.every(
        ({ status, body: it }) => status === 201 && JSON.stringify(it) === first,
      ),
      'and once more later': later.status === 201 && JSON.stringify(later.body) === first,
      'one row': (await bookingsIn(stage, world)) === 1,
      'another body is refused': changed.status === 422 && changed.body.code === 'idempotency_key_reused',
    },
    figures: { answers: tally([...twenty, later, changed]) },
  }
}

/** Bookers on both instances, and readers on both that note when they began to ask. */
async function freshness(stage: Stage): Promise<Findings> {
  const world = await openClinic()
  const slots = freeSlots(world, 90)
  const taken = new Map<number, number>()
  const day = (at: Date) => at.toISOString().slice(0, 10)
  const range = `from=${day(new Date(slots[0]?.startsAt.getTime() ?? 0))}&to=${day(new Date((slots.at(-1)?.startsAt.getTime() ?? 0) + 86_400_000))}`
  const path = `/api/v1/clinics/${world.clinic.slug}/slots?service=gp&type=follow_up&practitioner=${world.practitioners.mora}&${range}`
  let stale = 0
  let reads = 0
  let isOver = false
  const reader = async (port: number) => {
    while (!isOver) {
      const began = performance.now()
      const { status, body } = await call({ port, path })
      if (status !== 200) continue
      reads += 1
      for (const { startsAt } of body.slots as { startsAt: string }[]) {
        const at = taken.get(new Date(startsAt).getTime())
        if (at !== undefined && at < began) stale += 1
      }
    }
  }
  const readers = [0, 1, 0, 1].map((n) => reader(stage.ports[n] as number))
  await inLanes(stage.random.shuffled(slots), 4, async (slot, n) => {
    const { status } = await book(stage.ports[n % 2] as number, slot, bookingOf(slot))
    if (status === 201) taken.set(slot.startsAt.getTime(), performance.now())
  })
  isOver = true
  await Promise.all(readers)
  return {
    holds: { 'all booked': taken.size === 90, 'enough reads': reads > 50, 'no stale offer': stale === 0 },
    figures: { reads, stale },
  }
}

export const races: Scenario[] = [
  { id: 'one-slot', says: '200 requests for one time', run: oneSlot },
  { id: 'A1', says: '200 clients, 50 times, two instances', run: fiftySlots },
  { id: 'A2', says: 'mixed lengths and starts', run: mixedDurations },
  { id: 'A5-A6', says: 'one key: 20 in parallel, later, another body', run: sameKey },
  { id: 'A12', says: 'no stale availability after an acknowledgement', run: freshness },
]
