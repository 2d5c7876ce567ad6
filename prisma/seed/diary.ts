import { createHash } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import {
  type CastClinic,
  type CastPatient,
  harbour,
  harbourOthers,
  lagoonOthers,
  patients,
  weightLoss,
} from './cast'

/** One visit of the demo's diary, before it is written. Times are instants. */
export type Visit = {
  id: string
  clinic: CastClinic
  practitioner: CastClinic['practitioners'][number]
  service: CastClinic['services'][number]
  location: CastClinic['locations'][number]
  patient: CastPatient
  type: 'initial' | 'follow_up'
  startsAt: Temporal.Instant
  endsAt: Temporal.Instant
  status: 'requested' | 'confirmed' | 'arrived' | 'in_progress' | 'completed' | 'cancelled' | 'no_show'
  source: 'online' | 'phone'
  /** A seat in a session, which has the claims. */
  sessionId?: string
  series?: { id: string; position: number }
  /** Why staff put it over another. */
  overbookReason?: string
  /** Rooms and equipment it takes. */
  things?: readonly { id: string; kind: string }[]
  /** When it was asked for or cancelled, where that is not as with all others. */
  askedAt?: Temporal.Instant
  cancelledAt?: Temporal.Instant
}

const DAYS_BACK = 24
const DAYS_AHEAD = 16
const GRID = 20
/** How likely a free start of the grid is taken. Tomorrow and after stay largely free, for trying. */
const DENSITY = { past: 0.3, today: 0.35, ahead: 0.06 }

/** Who is seen first on the n-th working day from today, so that the people with accounts have a past and a future. */
const FEATURED: Record<number, CastPatient> = {
  [-9]: patients.ada,
  [-6]: patients.cleo,
  [-4]: patients.ada,
  [-3]: patients.ben,
  [-2]: patients.dan,
  3: patients.ada,
  4: patients.ben,
  6: patients.cleo,
}

/**
 * The demo's diary around an instant: some weeks of what was and what comes, for every practitioner, on their own grid and hours. The same
 * day gives the same diary. Nobody is in two places: each patient has at most one visit a day. `planned`: what is there already.
 */
export function demoDiary(clinic: CastClinic, now: Temporal.Instant, planned: readonly Visit[]): Visit[] {
  const today = now.toZonedDateTimeISO(clinic.timeZone).toPlainDate()
  const dates = Array.from({ length: DAYS_BACK + DAYS_AHEAD + 1 }, (_, n) =>
    today.add({ days: n - DAYS_BACK }),
  )
  return dates.flatMap((date) => {
    const there = planned.filter(
      (it) =>
        it.clinic === clinic && it.startsAt.toZonedDateTimeISO(clinic.timeZone).toPlainDate().equals(date),
    )
    const seen = new Set(there.map(({ patient }) => patient.id as string))
    const nth = workingDaysBetween(today, date)
    const day = { clinic, date, now, nth, density: densityOn(date, today), planned: there }
    return clinic.practitioners.flatMap((practitioner) => visitsOn(day, practitioner, seen))
  })
}

/** `nth`: counted in working days from today. */
type Day = {
  clinic: CastClinic
  date: Temporal.PlainDate
  now: Temporal.Instant
  nth: number
  density: number
  planned: readonly Visit[]
}

function visitsOn(day: Day, practitioner: Visit['practitioner'], seen: Set<string>): Visit[] {
  const visits: Visit[] = []
  let freeFrom = 0
  for (const { minute, end } of startsOf(practitioner, day.date)) {
    const chance = chanceOf(`${practitioner.id} ${day.date} ${minute}`)
    const featured =
      practitioner === harbour.practitioners[0] && visits.length === 0 ? FEATURED[day.nth] : undefined
    const patient = featured ?? pick(othersOf(day.clinic), chance(1))
    if (minute < freeFrom || seen.has(patient.id) || (!featured && chance(0) > day.density)) continue
    const visit = visitAt(day, practitioner, minute, patient, chance)
    const over = minute + visit.startsAt.until(visit.endsAt).total('minutes')
    if (over > end || day.planned.some((it) => overlap(it, visit))) continue
    freeFrom = over
    seen.add(patient.id)
    visits.push(visit)
  }
  return visits
}

function overlap(one: Visit, other: Visit): boolean {
  return (
    one.practitioner === other.practitioner &&
    Temporal.Instant.compare(one.startsAt, other.endsAt) < 0 &&
    Temporal.Instant.compare(other.startsAt, one.endsAt) < 0
  )
}

/** The grid's starts of a practitioner's day, with the end of the block each is in. Minutes after midnight. */
function startsOf(
  practitioner: Visit['practitioner'],
  date: Temporal.PlainDate,
): { minute: number; end: number }[] {
  const home = practitioner.hours[0]?.location
  return practitioner.hours
    .filter((it) => it.location === home && it.weekdays.includes(date.dayOfWeek))
    .flatMap(({ start, end }) =>
      Array.from({ length: Math.floor((end - start) / GRID) }, (_, n) => ({ minute: start + n * GRID, end })),
    )
}

function densityOn(date: Temporal.PlainDate, today: Temporal.PlainDate): number {
  const side = Temporal.PlainDate.compare(date, today)
  if (side === 0) return DENSITY.today
  return side < 0 ? DENSITY.past : DENSITY.ahead
}

function visitAt(
  { clinic, date, now }: Day,
  practitioner: Visit['practitioner'],
  minute: number,
  patient: CastPatient,
  chance: (n: number) => number,
): Visit {
  const services = practitioner.services.filter((it) => it !== weightLoss || isGrownUp(patient, date))
  const service = chance(2) < 0.75 ? (services[0] ?? weightLoss) : pick(services, chance(3))
  const type = chance(4) < 0.3 ? 'initial' : 'follow_up'
  const isVideo = (service.modes as readonly string[]).includes('video') && chance(5) < 0.3
  const locations = practitioner.hours.map((it) => it.location)
  const location = locations.find((it) => (it.kind === 'telehealth') === isVideo) ?? clinic.locations[0]
  const plainTime = { hour: Math.floor(minute / 60), minute: minute % 60 }
  const startsAt = date.toZonedDateTime({ timeZone: location.timeZone, plainTime }).toInstant()
  const endsAt = startsAt.add({
    minutes: type === 'initial' ? service.initialMinutes : service.followUpMinutes,
  })
  return {
    id: idOf(`booking ${practitioner.id} ${startsAt}`),
    ...{ clinic, practitioner, service, location, patient, type, startsAt, endsAt },
    status: statusAt(startsAt, endsAt, now, chance(6)),
    source: chance(7) < 0.6 ? 'online' : 'phone',
  }
}

function statusAt(
  startsAt: Temporal.Instant,
  endsAt: Temporal.Instant,
  now: Temporal.Instant,
  chance: number,
): Visit['status'] {
  if (chance < 0.1) return 'cancelled'
  if (Temporal.Instant.compare(endsAt, now) <= 0) return chance < 0.18 ? 'no_show' : 'completed'
  if (Temporal.Instant.compare(startsAt, now) <= 0) return 'in_progress'
  return Temporal.Instant.compare(startsAt, now.add({ minutes: 15 })) <= 0 ? 'arrived' : 'confirmed'
}

/** A UUID (version 4's shape) that is always the same for the same text. */
export function idOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Numbers in [0, 1) that look random and are always the same for the same text. */
function chanceOf(text: string): (n: number) => number {
  return (n) => createHash('sha256').update(`${text} ${n}`).digest().readUInt32BE(0) / 2 ** 32
}

function pick<T>(from: readonly T[], chance: number): T {
  return from[Math.floor(chance * from.length)] as T
}

function othersOf(clinic: CastClinic): readonly CastPatient[] {
  return clinic === harbour ? harbourOthers : lagoonOthers
}

function isGrownUp(patient: CastPatient, day: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.from(patient.dateOfBirth).until(day, { largestUnit: 'years' }).years >= 18
}

/** Working days from one date to another, negative backwards. */
function workingDaysBetween(from: Temporal.PlainDate, to: Temporal.PlainDate): number {
  const step = Temporal.PlainDate.compare(to, from)
  let count = 0
  for (let day = from; !day.equals(to); ) {
    day = day.add({ days: step })
    if (day.dayOfWeek <= 5) count += step
  }
  return count
}
