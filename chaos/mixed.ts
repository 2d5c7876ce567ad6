import { bookSeries } from '../lib/booking/commands/series'
import { scheduleGroupSession } from '../lib/booking/commands/sessions'
import { ownerQuery } from '../lib/db/testing/raw'
import { insertAll, makeClinic, type World } from '../lib/db/testing/world'
import { Refusal } from '../lib/errors'
import { newId } from '../lib/ids'
import { localDate, localTime } from '../lib/time'
import { book, bookingOf, countOf, type Slot } from './bookings'
import { call, inLanes } from './http'
import type { Findings, Scenario, Stage } from './scenario'

const SECONDS = 60
/** What somebody may be told. Anything else, or a deadlock that surfaces, is a fault. */
const CLEAN = new Set([
  ...['ok', 'slot_taken', 'nothing_free', 'opening_full', 'patient_overlap', 'changed_meanwhile'],
  ...['too_late_to_change', 'outside_hours', 'same_time', 'not_in_this_state'],
])

type Booked = { slot: Slot; reference: string; token: string }

/** Forty at once book, move, cancel, take seats and book series, with three practitioners who share two rooms. */
async function mixed(stage: Stage): Promise<Findings> {
  const { random } = stage
  const world = await busyClinic()
  const sessions = await groupSessions(world)
  const mine: Booked[] = []
  const said: Record<string, number> = {}
  const before = await countOf(
    stage,
    'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
  )
  const until = performance.now() + SECONDS * 1000
  const deeds = { book: 5, seat: 2, move: 3, cancel: 2, series: 1 }
  const bag = Object.entries(deeds).flatMap(([deed, share]) => Array.from({ length: share }, () => deed))
  await inLanes(Array.from({ length: 40 }), 40, async (_, lane) => {
    while (performance.now() < until) {
      const deed = bag[random.below(bag.length)] as keyof typeof deeds
      const port = stage.ports[lane % 2] as number
      const how = await DEEDS[deed]({ stage, world, sessions, mine, port })
      said[`${deed} ${how}`] = (said[`${deed} ${how}`] ?? 0) + 1
    }
  })
  const told = Object.entries(said).map(([it, times]) => [it.split(' ')[1] as string, times] as const)
  const sum = (entries: typeof told) => entries.reduce((all, [, times]) => all + times, 0)
  return {
    holds: {
      'nobody is told anything but yes, taken or changed, or (one in 100 at most) to try again in a moment':
        told.every(([how]) => CLEAN.has(how) || how === 'busy') &&
        sum(told.filter(([how]) => how === 'busy')) * 100 <= sum(told),
      'every deed was done': Object.keys(deeds).every((deed) => (said[`${deed} ok`] ?? 0) > 0),
      'no overlap of a practitioner or a room': (await overlaps(world)) === 0,
      'every booking has its practitioner and its room': (await halfClaimed(world)) === 0,
      'seats are as many as bookings': (await wrongSeats(world)) === 0,
    },
    figures: {
      ...said,
      deadlocksRetried:
        (await countOf(stage, 'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()')) -
        before,
    },
  }
}

type Turn = { stage: Stage; world: World; sessions: Slot[]; mine: Booked[]; port: number }
type Deed = (turn: Turn) => Promise<string>
const DEEDS: Record<'book' | 'seat' | 'move' | 'cancel' | 'series', Deed> = {
  book: async (turn) => kept(turn, anySlot(turn), {}),
  seat: async (turn) =>
    kept(turn, turn.sessions[turn.stage.random.below(turn.sessions.length)] as Slot, {
      service: 'weight-loss',
    }),
  move: async (turn) => {
    const one = turn.mine[turn.stage.random.below(Math.max(1, turn.mine.length))]
    if (!one) return 'ok'
    const { startsAt, practitionerId } = anySlot(turn)
    return change(turn, one, 'move', { startsAt: startsAt.toISOString(), practitionerId })
  },
  cancel: async (turn) => {
    const [one] = turn.mine.splice(turn.stage.random.below(Math.max(1, turn.mine.length)), 1)
    return one ? change(turn, one, 'cancel', {}) : 'ok'
  },
  series: async ({ stage, world, ...turn }) => {
    const { startsAt, practitionerId } = anySlot({ stage, world, ...turn })
    const patients = Object.values(world.patients)
    try {
      await bookSeries(world.as.kim, {
        ...{ service: 'gp', type: 'follow_up', mode: 'in_person', everyWeeks: 1, practitionerId },
        patientId: patients[stage.random.below(patients.length)] as string,
        locationId: world.locations.street,
        startsAt: [0, 1, 2].map((week) => new Date(startsAt.getTime() + week * 7 * 86_400_000)),
      })
      return 'ok'
    } catch (error) {
      return error instanceof Refusal ? error.code : String(error)
    }
  },
}

async function kept({ port, mine }: Turn, slot: Slot, more: { service?: string }): Promise<string> {
  const { status, body } = await book(port, slot, bookingOf(slot, more))
  if (status !== 201) return String(body.code ?? status)
  if (!more.service) mine.push({ slot, reference: String(body.reference), token: String(body.manageToken) })
  return 'ok'
}

async function change(
  { port }: Turn,
  { reference, token }: Booked,
  deed: string,
  body: object,
): Promise<string> {
  const headers = { authorization: `Bearer ${token}` }
  const answer = await call({
    port,
    method: 'POST',
    path: `/api/v1/bookings/${reference}/${deed}`,
    body,
    headers,
  })
  return answer.status === 200 ? 'ok' : String(answer.body.code ?? answer.status)
}

/** Any of 5 days × 30 starts with any of three: crowded on purpose. */
function anySlot({ stage: { random }, world }: Pick<Turn, 'stage' | 'world'>): Slot {
  const startsAt = new Date(world.at(7 + random.below(5), '08:00').getTime() + random.below(30) * 1_200_000)
  const who = [...Object.values(world.practitioners), third(world)]
  return { world, startsAt, practitionerId: who[random.below(3)] as string }
}

const thirds = new Map<string, string>()
const third = (world: World) => thirds.get(world.clinic.id) ?? ''

async function busyClinic(): Promise<World> {
  const world = await makeClinic({
    hours: [[480, 1080]],
    services: { notice_minutes: 0, horizon_days: 400, grid_minutes: 20, minimum_age_years: null },
  })
  const { clinic, services, practitioners, locations } = world
  const other = newId()
  thirds.set(clinic.id, other)
  const rooms = [newId(), newId()]
  const clinic_id = clinic.id
  await insertAll({
    practitioner: [{ id: other, clinic_id, name: 'Dr Third', title: 'Doctor' }],
    resource: rooms.map((id, n) => ({
      ...{ id, clinic_id, location_id: locations.street, kind: 'room', name: `Room ${n + 1}`, active: true },
    })),
    service_need: [services.gp, services.weightLoss].map((service_id) => ({
      ...{ id: newId(), clinic_id, service_id, name: 'A room', resource_ids: rooms },
    })),
  })
  await ownerQuery(
    `INSERT INTO practitioner_service (practitioner_id, service_id, clinic_id)
     SELECT p, s, $1::uuid FROM unnest($2::uuid[]) p, unnest($3::uuid[]) s ON CONFLICT DO NOTHING`,
    [clinic_id, [...Object.values(practitioners), other], [services.gp, services.weightLoss]],
  )
  await ownerQuery(
    `INSERT INTO availability_rule (id, clinic_id, practitioner_id, location_id, weekday, start_minute, end_minute)
     SELECT gen_random_uuid(), $1, $2, $3, d, 480, 1080 FROM generate_series(1, 7) d`,
    [clinic_id, other, locations.street],
  )
  await ownerQuery('UPDATE service SET capacity = 6 WHERE id = $1', [services.weightLoss])
  return world
}

async function groupSessions(world: World): Promise<Slot[]> {
  const slots: Slot[] = []
  for (const [n, practitionerId] of Object.values(world.practitioners).entries()) {
    const startsAt = world.at(8 + n, '14:00')
    const { timeZone } = world.clinic
    await scheduleGroupSession(world.as.kim, {
      ...{ service: 'weight-loss', mode: 'in_person', practitionerId, locationId: world.locations.street },
      ...{ onDate: localDate(startsAt, timeZone), at: localTime(startsAt, timeZone), minutes: 60 },
    })
    slots.push({ world, practitionerId, startsAt })
  }
  return slots
}

async function count(statement: string, world: World): Promise<number> {
  const [row] = await ownerQuery<{ n: number }>(statement, [world.clinic.id])
  return row?.n ?? Number.NaN
}

const overlaps = (world: World) =>
  count(
    `SELECT count(*)::int AS n FROM calendar_claim a JOIN calendar_claim b ON a.resource_id = b.resource_id AND a.id < b.id
       AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at WHERE a.clinic_id = $1`,
    world,
  )
const halfClaimed = (world: World) =>
  count(
    `SELECT count(*)::int AS n FROM booking b WHERE b.clinic_id = $1 AND b.status = 'confirmed' AND b.group_session_id IS NULL
       AND (SELECT count(DISTINCT c.resource_kind) FROM calendar_claim c WHERE c.booking_id = b.id AND c.starts_at = b.starts_at) <> 2`,
    world,
  )
const wrongSeats = (world: World) =>
  count(
    `SELECT count(*)::int AS n FROM group_session s WHERE s.clinic_id = $1 AND s.taken <> (SELECT count(*) FROM booking b
       WHERE b.group_session_id = s.id AND b.status NOT IN ('cancelled', 'expired'))`,
    world,
  )

export const mixedDeeds: Scenario[] = [
  { id: 'mixed', says: '40 at once book, move, cancel, take seats and book series for a minute', run: mixed },
]
