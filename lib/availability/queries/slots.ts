import type { Actor } from '../../access/actor'
import { now } from '../../clock'
import { atOnce, type Sql, sql } from '../../db/client'
import { found, refuseUnless } from '../../errors'
import { LONGEST_VISIT_MINUTES, type LocationKind, slotsOf, type Terms } from '../rules'
import type { Need } from '../rules/diary'
import type { NextSlotsQuery, SlotsQuery } from '../schema'
import {
  type DiaryRow,
  diaryColumns,
  kindWanted,
  type NeedsRow,
  type OwnRow,
  ownColumns,
  ownTerms,
  readDiary,
  readNeeds,
  type TermsRow,
  termsColumns,
  termsOf,
} from './diary'
import { type SessionsRow, sessionsColumn, sessionsOf } from './sessions'

/** A free time. `timeZone` is the location's. */
export type Slot = {
  startsAt: Date
  endsAt: Date
  practitionerId: string
  locationId: string
  timeZone: string
  /** One, but for group sessions. */
  seatsLeft: number
}

/**
 * A search of our own pages: whose time counts as free. `ignoreBooking`: a booking that is to move; it may stay with its practitioner where
 * they take no new patients, and the very time it has is no answer. `ignoreHoldId`: the time that this browser keeps.
 */
export type Keeping = {
  ignoreBooking?: { id: string; practitionerId: string; startsAt: Date } | undefined
  ignoreHoldId?: string | undefined
  /** Whose patients ask: they may stay with this practitioner, who takes no new ones. */
  patientsOf?: string | undefined
}

/** Free times. `callToBook`: those that are too soon to book online and that the clinic books on the phone (`service.inside_notice`). */
export type Found = { timeZone: string; slots: Slot[]; callToBook: Slot[] }

/**
 * The free times of a service between two dates in the clinic's zone, both included, of one practitioner or of all, in order of time, then
 * practitioner. One statement whatever the days and practitioners. Never kept: an answer begun after a booking was acknowledged does not
 * show its time, on any instance (security.md A12). Refuses with `not_found` (clinic) and `service_not_bookable`.
 */
export async function listSlots(
  actor: Actor,
  asked: SlotsQuery & { clinicSlug: string } & Keeping,
): Promise<Found> {
  return search(actor, asked, datesOf(asked))
}

/**
 * The free times of several kinds of visit, each as `listSlots`: a statement each, all in one round trip. What cannot be booked at all has
 * none.
 */
export async function listSlotsOfEach(
  actor: Actor,
  kinds: readonly (SlotsQuery & { clinicSlug: string } & Keeping)[],
): Promise<Slot[][]> {
  if (kinds.length === 0) return []
  const statements = kinds.map((asked) => searchStatement(asked, datesOf(asked)))
  const answers = await atOnce<Row[][]>(actor, ...statements)
  return kinds.map((asked, n) => {
    const rows = answers[n] ?? []
    return rows[0]?.isActive ? foundIn(rows, asked, actor).slots : []
  })
}

function datesOf({ from, to }: Pick<SlotsQuery, 'from' | 'to'>): Window {
  return {
    from: sql`first_instant(${from}::date, c.time_zone)`,
    to: sql`first_instant(${to}::date + 1, c.time_zone)`,
  }
}

const NEXT = 3
const FIRST_LOOK_DAYS = 28

/** The next three free times. One statement where the next four weeks have them, else two. Refuses as `listSlots`. */
export async function nextSlots(
  actor: Actor,
  asked: NextSlotsQuery & { clinicSlug: string } & Keeping,
): Promise<Found> {
  const present = now()
  const soon = new Date(present.getTime() + FIRST_LOOK_DAYS * 86_400_000)
  const near = await search(actor, asked, {
    from: sql`${present}::timestamptz`,
    to: sql`${soon}::timestamptz`,
  })
  if (near.slots.length >= NEXT || near.horizonDays <= FIRST_LOOK_DAYS) return firstOf(near)
  const farOff = sql`${present}::timestamptz + (s.horizon_days + 1) * interval '1 day'`
  const far = await search(actor, asked, { from: sql`${soon}::timestamptz`, to: farOff })
  return firstOf({ ...near, slots: [...near.slots, ...far.slots] })
}

function firstOf({ timeZone, slots, callToBook }: Found): Found {
  return { timeZone, slots: slots.slice(0, NEXT), callToBook }
}

type Row = TermsRow &
  OwnRow &
  DiaryRow &
  NeedsRow &
  SessionsRow & {
    practitionerId: string | null
    acceptsNewPatients: boolean
    locationId: string
    locationKind: LocationKind
    locationZone: string
    from: number
    to: number
    insideNotice: 'hide' | 'contact'
  }

type Asked = NextSlotsQuery & { clinicSlug: string } & Keeping
/** SQL over the clinic `c` and the service `s`, because dates are in the clinic's zone. */
type Window = { from: Sql; to: Sql }

async function search(actor: Actor, asked: Asked, window: Window): Promise<Found & { horizonDays: number }> {
  const [rows] = await atOnce<[Row[]]>(actor, searchStatement(asked, window))
  const first = found(rows[0])
  refuseUnless(first.serviceId !== null && first.isActive, 'service_not_bookable')
  return foundIn(rows, asked, actor)
}

function searchStatement(asked: Asked, window: Window): Sql {
  return sql`SELECT ${termsColumns}, s.inside_notice::text AS "insideNotice", w.from_minute AS "from", w.to_minute AS "to", d.practitioner_id AS "practitionerId",
      p.accepting_new_patients AS "acceptsNewPatients", d.location_id AS "locationId", l.kind AS "locationKind", l.time_zone AS "locationZone",
      d.needs, ${ownColumns}, ${diaryColumns}, ${sessionsColumn(asked)}
    FROM clinic c
    LEFT JOIN service s ON s.clinic_id = c.id AND s.code = ${asked.service}
    CROSS JOIN LATERAL (SELECT ${window.from} AS from_at, ${window.to} AS to_at) b
    CROSS JOIN LATERAL (SELECT epoch_minutes(b.from_at) AS from_minute, epoch_minutes(b.to_at) AS to_minute) w
    LEFT JOIN LATERAL diary(s.id, ${asked.practitioner ? [asked.practitioner] : null}::uuid[], ${asked.location ?? null}::uuid,
      ${kindWanted(asked.mode)}, b.from_at - make_interval(mins => s.buffer_before_minutes),
      b.to_at + make_interval(mins => s.buffer_after_minutes + ${LONGEST_VISIT_MINUTES}::int),
      ${now().toISOString()}::timestamptz, ${asked.ignoreBooking?.id ?? null}::uuid, ${asked.ignoreHoldId ?? null}::uuid) d ON s.active AND s.capacity = 1
    LEFT JOIN practitioner p ON p.id = d.practitioner_id
    LEFT JOIN practitioner_service o ON o.practitioner_id = d.practitioner_id AND o.service_id = s.id
    LEFT JOIN location l ON l.id = d.location_id
    WHERE c.slug = ${asked.clinicSlug}`
}

function foundIn(rows: Row[], asked: Asked, actor: Actor): Found & { horizonDays: number } {
  const first = rows[0] as Row
  const terms = termsOf(first, asked.type)
  const { timeZone, horizonDays, noticeMinutes } = terms
  const slotsIn = (some: Row[], terms: Terms) =>
    first.sessions
      ? sessionsOf(first.sessions, terms, actor, asked.ignoreBooking)
      : slotsOfAll(some, terms, actor, asked)
  const soonest = now().getTime() / MINUTE + noticeMinutes
  const soon = withinNotice(rows, first, soonest, actor)
  const callToBook = (soon ? slotsIn(soon, { ...terms, noticeMinutes: 0 }) : []).filter(
    ({ startsAt }) => startsAt.getTime() / MINUTE < soonest,
  )
  return { timeZone, horizonDays, slots: slotsIn(rows, terms), callToBook }
}

const MINUTE = 60_000

/** The rows cut to the time that is too soon to book online; null where there is none in the window, the clinic hides it, or staff ask. */
function withinNotice(
  rows: Row[],
  { insideNotice, from, to }: Row,
  soonest: number,
  actor: Actor,
): Row[] | null {
  const present = now().getTime() / MINUTE
  if (insideNotice === 'hide' || actor.kind === 'staff' || from >= soonest || to <= present) return null
  return rows.map((row) => ({ ...row, to: Math.min(to, Math.ceil(soonest)) }))
}

/** In order of time, then of the rows: sorted as numbers, start and row in one, because there may be thousands. */
function slotsOfAll(rows: Row[], terms: Terms, actor: Actor, keeping: Keeping): Slot[] {
  const needs = new Map<string, Need[]>()
  for (const row of rows) if (row.needs) needs.set(row.locationId, readNeeds(row.needs))
  const found = rows.flatMap((row, n) =>
    startsIn(row, ownTerms(terms, row), needs.get(row.locationId) ?? [], actor, keeping).map(
      (start) => start * rows.length + n,
    ),
  )
  return Array.from(Float64Array.from(found).sort(), (one) => {
    const row = rows[one % rows.length] as Row
    const { practitionerId, locationId, locationZone } = row
    const start = Math.floor(one / rows.length)
    return {
      startsAt: new Date(start * MINUTE),
      endsAt: new Date((start + ownTerms(terms, row).minutes) * 60_000),
      practitionerId: practitionerId as string,
      locationId,
      timeZone: locationZone,
      seatsLeft: 1,
    }
  })
}

/** Minutes since the epoch. */
function startsIn(
  row: Row,
  terms: Terms,
  needs: readonly Need[],
  actor: Actor,
  { ignoreBooking: moving, patientsOf }: Keeping,
): number[] {
  const { practitionerId, acceptsNewPatients, locationKind, from, to } = row
  if (practitionerId === null) return []
  const subject = {
    terms,
    // `diary` knows active practitioners who offer the service, and nobody else.
    practitioner: { isActive: true, offersService: true, acceptsNewPatients },
    location: { kind: locationKind },
    diary: readDiary(row, needs),
  }
  const isStaying = moving?.practitionerId === practitionerId
  const starts = slotsOf(subject, { from, to }, now(), {
    isStaff: actor.kind === 'staff',
    keepsPractitioner: isStaying || patientsOf === practitionerId,
  })
  return isStaying ? starts.filter((start) => start * 60_000 !== moving.startsAt.getTime()) : starts
}
