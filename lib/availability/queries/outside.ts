import type { StaffActor } from '../../access/actor'
import { auditStatement } from '../../audit/record'
import { TO_COME } from '../../booking/rules'
import { now } from '../../clock'
import { atOnce, joinSql, type Sql, sql, type Tx } from '../../db/client'
import { refuseUnless } from '../../errors'
import { addDays, instantAt, printAppointmentTime, startOfLocalDay } from '../../time'
import type { LeaveForm } from '../schema/hours'

/** A booking that a change of hours leaves outside, as the page lists it. `time` as it is printed everywhere. */
export type OutsideBooking = {
  id: string
  reference: string
  time: string
  patientName: string
  serviceName: string
  practitionerName: string
}
/** What a change would leave outside the hours, to be looked at before it is saved. `seal` goes back with the form as `confirmed`. */
export type Preview = { count: number; seal: string; bookings: OutsideBooking[] }
type Row = Omit<OutsideBooking, 'time'> & { startsAt: Date; endsAt: Date; timeZone: string }

/** A booking to come, by what decides whether it is affected. */
export type Affected = Row

/** A stretch of time, `[from, to)`. */
export type Stretch = { from: Date; to: Date }

type LeavePeriod = Pick<LeaveForm, 'fromDate' | 'untilDate' | 'from' | 'to'>

/** The instants of leave as a form says it. Refuses `invalid_input` what ends before it begins, and what is over. */
export function stretchOf({ fromDate, untilDate = fromDate, from, to }: LeavePeriod, zone: string): Stretch {
  const stretch = {
    from: from ? instantAt(fromDate, from, zone) : startOfLocalDay(fromDate, zone),
    to: to && to !== '00:00' ? instantAt(untilDate, to, zone) : startOfLocalDay(addDays(untilDate, 1), zone),
  }
  refuseUnless(stretch.from < stretch.to, 'invalid_input', { to: 'It must end after it begins' })
  refuseUnless(stretch.to > now(), 'invalid_input', { fromDate: 'This is over already' })
  return stretch
}

/** Ids of the bookings to come that are outside the hours as they are now, in leave or in a closure. No practitioners: the whole clinic's. */
export async function idsOutside(
  tx: Tx,
  clinicId: string,
  practitionerIds: readonly string[] | null,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM bookings_outside(${clinicId}::uuid, ${practitionerIds}::uuid[], ${now()}::timestamptz) id`
  return rows.map(({ id }) => id)
}

/** The bookings with these ids, in order of time. */
export async function bookingsById(tx: Tx, ids: readonly string[]): Promise<Affected[]> {
  if (ids.length === 0) return []
  return tx.$queryRaw<Affected[]>(sql`${COLUMNS} WHERE b.id = ANY (${ids}::uuid[]) ${ORDER}`)
}

/** The bookings to come that share time with any of the stretches: of one practitioner, or of a clinic, or of one of its places. */
export async function bookingsDuring(
  tx: Tx,
  of: { clinicId: string; practitionerId?: string | undefined; locationId?: string | undefined },
  stretches: readonly Stretch[],
): Promise<Affected[]> {
  if (stretches.length === 0) return []
  const shared = stretches.map(
    ({ from, to }) => sql`(b.starts_at < ${to}::timestamptz AND b.ends_at > ${from}::timestamptz)`,
  )
  return tx.$queryRaw<Affected[]>(sql`${COLUMNS} WHERE b.clinic_id = ${of.clinicId}::uuid
    AND (${of.practitionerId ?? null}::uuid IS NULL OR b.practitioner_id = ${of.practitionerId ?? null}::uuid)
    AND (${of.locationId ?? null}::uuid IS NULL OR b.location_id = ${of.locationId ?? null}::uuid)
    AND b.ends_at > ${now()}::timestamptz AND b.status::text = ANY (${[...TO_COME, 'arrived', 'in_progress']}::text[])
    AND (${joinSql(shared, ' OR ')}) ${ORDER}`)
}

/**
 * What is outside the hours now, of one practitioner or of the whole clinic: kept on purpose, or not yet dealt with. One statement, and
 * the audit row that somebody looked.
 */
export async function readOutside(actor: StaffActor, practitionerId?: string): Promise<OutsideBooking[]> {
  const whose = practitionerId ? [practitionerId] : null
  const [rows] = await atOnce<[Affected[]]>(
    actor,
    sql`${COLUMNS} WHERE b.id IN (SELECT bookings_outside(${actor.clinicId}::uuid, ${whose}::uuid[], ${now()}::timestamptz)) ${ORDER}`,
    auditStatement(actor, 'hours.viewed', {
      clinicId: actor.clinicId,
      subject: 'practitioner',
      subjectId: practitionerId ?? null,
    }),
  )
  return rows.map(toOutside)
}

/** A practitioner's appointments to come that a connected calendar says they are busy during. One statement, and that somebody looked. */
export async function readClashes(actor: StaffActor, practitionerId: string): Promise<OutsideBooking[]> {
  const [rows] = await atOnce<[Affected[]]>(
    actor,
    sql`${COLUMNS} WHERE b.practitioner_id = ${practitionerId}::uuid AND ${clashing(now())} ${ORDER}`,
    auditStatement(actor, 'calendars.viewed', {
      ...{ clinicId: actor.clinicId, subject: 'practitioner', subjectId: practitionerId },
    }),
  )
  return rows.map(toOutside)
}

/** Of bookings (alias `b`): those to come that a connected calendar lies over. */
export function clashing(at: Date): Sql {
  return sql`b.ends_at > ${at}::timestamptz AND b.status::text = ANY (${[...TO_COME, 'arrived', 'in_progress']}::text[])
    AND EXISTS (SELECT FROM calendar_claim c WHERE c.resource_id = b.practitioner_id AND c.kind = 'external' AND c.overbook
      AND c.starts_at < b.ends_at AND c.ends_at > b.starts_at AND c.starts_at > b.starts_at - interval '24 hours')`
}

/** As the page lists it. */
export function toOutside({ startsAt, endsAt, timeZone, ...rest }: Affected): OutsideBooking {
  const { id, reference, patientName, serviceName, practitionerName } = rest
  const time = printAppointmentTime(startsAt, timeZone, endsAt)
  return { id, reference, time, patientName, serviceName, practitionerName }
}

const COLUMNS: Sql = sql`SELECT b.id, b.reference, b.starts_at AS "startsAt", b.ends_at AS "endsAt", l.time_zone AS "timeZone",
    x.first_name || ' ' || x.last_name AS "patientName", s.name AS "serviceName", p.name AS "practitionerName"
  FROM booking b JOIN location l ON l.id = b.location_id JOIN patient x ON x.id = b.patient_id
  JOIN service s ON s.id = b.service_id JOIN practitioner p ON p.id = b.practitioner_id`
const ORDER: Sql = sql`ORDER BY b.starts_at, b.id`
