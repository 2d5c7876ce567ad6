import { createHash } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import type { Planned } from './ahead'
import { procedure } from './cast'
import { idOf, type Visit } from './diary'
import type { Seeder } from './rows'

/** Writes visits as the commands would have left them: bookings, their history, and a claim for each that occupies time. */
export async function seedBookings(
  { insert }: Seeder,
  visits: Visit[],
  now: Temporal.Instant,
): Promise<void> {
  await insert(
    'booking',
    visits.map((visit) => bookingRow(visit, now)),
  )
  await insert(
    'booking_event',
    visits.flatMap((visit) => historyOf(visit, now)),
  )
  await insert(
    'calendar_claim',
    visits
      .filter(({ status, sessionId }) => status !== 'cancelled' && !sessionId)
      .flatMap((it) => claimsOf(it, { booking_id: it.id, overbook: it.overbookReason !== undefined })),
  )
}

/** Writes what planned visits belong to, before them: sessions with their claims, the series; and when nobody answers, the requests' end. */
export async function seedAhead(
  { insert, client }: Seeder,
  { sessions, series, visits }: Planned,
  now: Temporal.Instant,
): Promise<void> {
  await insert(
    'group_session',
    sessions.map((it) => ({
      ...{
        id: it.id,
        clinic_id: it.clinic.id,
        service_id: it.service.id,
        practitioner_id: it.practitioner.id,
      },
      ...{ location_id: it.location.id, mode: 'in_person', starts_at: it.startsAt, ends_at: it.endsAt },
      ...{ capacity: it.service.capacity, taken: 0, created_at: now },
    })),
  )
  await insert(
    'calendar_claim',
    sessions.flatMap((it) => claimsOf(it, { group_session_id: it.id, overbook: false })),
  )
  await insert(
    'booking_series',
    series.map(({ id, clinic, everyWeeks }) => ({
      ...{ id, clinic_id: clinic.id, every_weeks: everyWeeks, created_at: now },
    })),
  )
  for (const visit of visits.filter(({ status }) => status === 'requested'))
    await client.query('SELECT enqueue_job($1, $2::json, $3, $4::timestamptz)', [
      ...['request.lapse', JSON.stringify({ bookingId: visit.id }), `request.lapse ${visit.id}`],
      String(lapsesAt(visit)),
    ])
}

type Claiming = Pick<Visit, 'id' | 'clinic' | 'practitioner' | 'startsAt' | 'endsAt' | 'things'>

/** A claim on the practitioner and on each thing that is taken with them; only the practitioner's may lie over another. */
function claimsOf(it: Claiming, { overbook, ...whose }: { overbook: boolean; [column: string]: unknown }) {
  return [{ id: it.practitioner.id, kind: 'practitioner' }, ...(it.things ?? [])].map(({ id, kind }) => ({
    ...{ id: idOf(`claim ${it.id} ${id}`), clinic_id: it.clinic.id, resource_kind: kind, resource_id: id },
    ...{ starts_at: it.startsAt, ends_at: it.endsAt, kind: 'booking', ...whose },
    overbook: overbook && kind === 'practitioner',
  }))
}

/** Until when the clinic has to answer. */
function lapsesAt({ askedAt, startsAt }: Visit): Temporal.Instant {
  return (askedAt ?? startsAt).add({ hours: procedure.requestHours })
}

function bookingRow(visit: Visit, now: Temporal.Instant) {
  const { id, clinic, service, status, startsAt, endsAt, type, source } = visit
  const at = stepTimes(visit, now)
  const isHere = ['arrived', 'in_progress', 'completed'].includes(status)
  const hasBegun = ['in_progress', 'completed'].includes(status)
  return {
    ...{
      id,
      clinic_id: clinic.id,
      reference: referenceOf(id),
      patient_id: visit.patient.id,
      service_id: service.id,
    },
    ...{ practitioner_id: visit.practitioner.id, location_id: visit.location.id, type, status, source },
    ...{
      mode: visit.location.kind === 'telehealth' ? 'video' : 'in_person',
      starts_at: startsAt,
      ends_at: endsAt,
    },
    ...{ version: historyOf(visit, now).length, sequence: status === 'cancelled' ? 1 : 0 },
    ...{
      price_cents: type === 'initial' ? service.initialPriceCents : service.followUpPriceCents,
      currency: clinic.currency,
    },
    ...{ cancel_notice_hours: clinic.cancelNoticeHours, late_cancel_fee_cents: clinic.lateCancelFeeCents },
    ...{ created_by_account_id: bookedBy(visit).by_account_id, created_at: at.booked },
    ...{ arrived_at: isHere ? at.arrive : null, actual_starts_at: hasBegun ? at.start : null },
    actual_ends_at: status === 'completed' ? at.complete : null,
    ...(status === 'cancelled' && {
      cancelled_at: at.cancelled,
      cancelled_by: 'patient',
      cancel_fee_cents: visit.cancelledAt ? clinic.lateCancelFeeCents : 0,
    }),
    ...{ overbook: visit.overbookReason !== undefined, overbook_reason: visit.overbookReason ?? null },
    ...{ patient_overlap: false, group_session_id: visit.sessionId ?? null },
    ...{ series_id: visit.series?.id ?? null, series_position: visit.series?.position ?? null },
    request_expires_at: status === 'requested' ? lapsesAt(visit) : null,
  }
}

const STEPS: Record<Visit['status'], ('arrive' | 'start' | 'complete' | 'no_show' | 'cancelled')[]> = {
  requested: [],
  confirmed: [],
  arrived: ['arrive'],
  in_progress: ['arrive', 'start'],
  completed: ['arrive', 'start', 'complete'],
  no_show: ['no_show'],
  cancelled: ['cancelled'],
}
const AFTER = {
  arrive: 'arrived',
  start: 'in_progress',
  complete: 'completed',
  no_show: 'no_show',
  cancelled: 'cancelled',
}

/** What happened to a visit, oldest first, as the commands would have written it. */
function historyOf(visit: Visit, now: Temporal.Instant) {
  const at = stepTimes(visit, now)
  const { id: booking_id, clinic, startsAt, practitioner, location } = visit
  const desk = clinic.staff.find(({ roles }) => (roles as readonly string[]).includes('receptionist'))?.person
  const row = (kind: string, rest: object) => ({
    id: idOf(`${kind} ${booking_id}`),
    clinic_id: clinic.id,
    booking_id,
    kind,
    ...rest,
  })
  let status = 'confirmed'
  return [
    row(visit.status === 'requested' ? 'requested' : 'booked', {
      ...{ at: at.booked, ...bookedBy(visit), before: null, reason: visit.overbookReason ?? null },
      after: { startsAt, practitionerId: practitioner.id, locationId: location.id },
    }),
    ...STEPS[visit.status].map((kind) => {
      const before = status
      status = AFTER[kind]
      const by =
        kind === 'cancelled' ? bookedBy(visit) : { by_account_id: desk?.accountId ?? null, by_kind: 'staff' }
      return row(kind, { at: at[kind], ...by, reason: null, before: { status: before }, after: { status } })
    }),
  ]
}

function bookedBy({ source, clinic, patient }: Visit) {
  const desk = clinic.staff.find(({ roles }) => (roles as readonly string[]).includes('receptionist'))?.person
  if (source === 'phone') return { by_account_id: desk?.accountId ?? null, by_kind: 'staff' }
  const own = patient.actedForBy[0]?.person
  return own
    ? { by_account_id: own.accountId, by_kind: 'patient' }
    : { by_account_id: null, by_kind: 'guest' }
}

/** When each step was taken; none of them lies in the future. */
function stepTimes({ startsAt, endsAt, askedAt, cancelledAt }: Visit, now: Temporal.Instant) {
  const earliest = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) < 0 ? a : b)
  return {
    booked: askedAt ?? earliest(startsAt, now).subtract({ hours: 24 * 6 + 3 }),
    cancelled: cancelledAt ?? earliest(startsAt, now).subtract({ hours: 50 }),
    arrive: earliest(startsAt.subtract({ minutes: 6 }), now),
    start: earliest(startsAt.add({ minutes: 2 }), now),
    complete: earliest(endsAt.add({ minutes: 1 }), now),
    no_show: earliest(startsAt.add({ minutes: 15 }), now),
  }
}

/** A reference in the alphabet of lib/ids.ts, always the same for the same booking. */
function referenceOf(id: string): string {
  const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
  const bytes = createHash('sha256').update(`reference ${id}`).digest()
  return Array.from(bytes.subarray(0, 8), (byte) => alphabet[byte % alphabet.length]).join('')
}
