import { createHash } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
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
      .filter(({ status }) => status !== 'cancelled')
      .map((it) => ({
        ...{
          id: idOf(`claim ${it.id}`),
          clinic_id: it.clinic.id,
          resource_kind: 'practitioner',
          resource_id: it.practitioner.id,
        },
        ...{ starts_at: it.startsAt, ends_at: it.endsAt, kind: 'booking', booking_id: it.id },
      })),
  )
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
      cancel_fee_cents: 0,
    }),
  }
}

const STEPS: Record<Visit['status'], ('arrive' | 'start' | 'complete' | 'no_show' | 'cancelled')[]> = {
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
    row('booked', {
      ...{ at: at.booked, ...bookedBy(visit), before: null },
      after: { startsAt, practitionerId: practitioner.id, locationId: location.id },
    }),
    ...STEPS[visit.status].map((kind) => {
      const before = status
      status = AFTER[kind]
      const by =
        kind === 'cancelled' ? bookedBy(visit) : { by_account_id: desk?.accountId ?? null, by_kind: 'staff' }
      return row(kind, { at: at[kind], ...by, before: { status: before }, after: { status } })
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
function stepTimes({ startsAt, endsAt }: Visit, now: Temporal.Instant) {
  const earliest = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) < 0 ? a : b)
  return {
    booked: earliest(startsAt, now).subtract({ hours: 24 * 6 + 3 }),
    cancelled: earliest(startsAt, now).subtract({ hours: 50 }),
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
