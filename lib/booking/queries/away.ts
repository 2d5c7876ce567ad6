import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { auditStatement } from '../../audit/record'
import { mayTakeLeave } from '../../availability/policy'
import { stretchOf } from '../../availability/queries/outside'
import { listSlotsOfEach } from '../../availability/queries/slots'
import { now } from '../../clock'
import { asActor, atOnce, sql } from '../../db/client'
import { found } from '../../errors'
import { addDays, localDate } from '../../time'
import { OCCUPYING } from '../rules'
import { type Absence, type Displaced, type Engagement, LOOK_DAYS } from '../rules/away'
import type { Mode, VisitType } from '../schema'
import type { AbsenceInput } from '../schema/away'

/** A booking inside an absence. `proposedUntil`: another time is proposed already. `groupSessionId`: of a group session, which goes as one. */
export type AwayBooking = {
  id: string
  version: number
  status: 'confirmed' | 'requested'
  startsAt: Date
  endsAt: Date
  timeZone: string
  patientId: string
  patientName: string
  email: string | null
  phone: string | null
  service: string
  serviceName: string
  type: VisitType
  mode: Mode
  locationId: string
  bufferBefore: number
  bufferAfter: number
  groupSessionId: string | null
  proposedUntil: Date | null
}

/** A group session inside an absence: it is moved or cancelled as one. */
export type AwaySession = { id: string; startsAt: Date; timeZone: string; serviceName: string; taken: number }

/** All that a plan needs. `displaced`: the bookings that can be proposed a time, with what is free for each. */
export type AwayScene = {
  absence: Absence & { timeZone: string }
  bookings: AwayBooking[]
  sessions: AwaySession[]
  engaged: Engagement[]
  displaced: (AwayBooking & Displaced)[]
}

/** Who is away and when, with the zone that the clinic's clock shows. Refuses with `not_found` whom the actor may not enter leave for. */
export async function absenceOf(
  actor: StaffActor,
  input: AbsenceInput,
): Promise<Absence & { timeZone: string }> {
  const practitioner = found(
    await asActor(actor, (tx) =>
      tx.practitioner.findUnique({
        where: { id: input.practitionerId },
        select: { id: true, clinicId: true, accountId: true, clinic: { select: { timeZone: true } } },
      }),
    ),
  )
  allow(mayTakeLeave(actor, practitioner))
  const { timeZone } = practitioner.clinic
  return { practitionerId: practitioner.id, ...stretchOf(input, timeZone), timeZone }
}

/**
 * The bookings inside an absence and what their patients have besides, in one round trip, and the audit row that somebody looked; then the
 * free times for those that can be given one, in a second: a statement for each kind of visit among them, however many they are.
 */
export async function sceneOf(
  actor: StaffActor,
  absence: Absence & { timeZone: string },
): Promise<AwayScene> {
  const { practitionerId, from, to, timeZone } = absence
  const inside = sql`SELECT b.id FROM booking b WHERE b.clinic_id = ${actor.clinicId}::uuid AND b.practitioner_id = ${practitionerId}::uuid
    AND b.starts_at < ${to}::timestamptz AND b.ends_at > greatest(${from}::timestamptz, ${now()}::timestamptz) AND b.status IN ('confirmed', 'requested')`
  const until = new Date(to.getTime() + (LOOK_DAYS + 2) * 86_400_000)
  const [bookings, sessions, engaged] = await atOnce<[AwayBooking[], AwaySession[], Engagement[]]>(
    actor,
    sql`SELECT b.id, b.version, b.status, b.starts_at AS "startsAt", b.ends_at AS "endsAt", l.time_zone AS "timeZone", b.patient_id AS "patientId",
        x.first_name || ' ' || x.last_name AS "patientName", x.email, x.phone, s.code AS service, s.name AS "serviceName", b.type, b.mode,
        b.location_id AS "locationId", s.buffer_before_minutes AS "bufferBefore", s.buffer_after_minutes AS "bufferAfter",
        b.group_session_id AS "groupSessionId", q.expires_at AS "proposedUntil"
      FROM booking b JOIN patient x ON x.id = b.patient_id JOIN service s ON s.id = b.service_id JOIN location l ON l.id = b.location_id
      LEFT JOIN proposal q ON q.booking_id = b.id AND q.state = 'open' AND q.expires_at > ${now()}::timestamptz
      WHERE b.id IN (${inside}) ORDER BY b.starts_at, b.id`,
    sql`SELECT g.id, g.starts_at AS "startsAt", l.time_zone AS "timeZone", s.name AS "serviceName", g.taken FROM group_session g
      JOIN service s ON s.id = g.service_id JOIN location l ON l.id = g.location_id
      WHERE g.clinic_id = ${actor.clinicId}::uuid AND g.practitioner_id = ${practitionerId}::uuid AND g.cancelled_at IS NULL
        AND g.starts_at < ${to}::timestamptz AND g.ends_at > greatest(${from}::timestamptz, ${now()}::timestamptz) ORDER BY g.starts_at`,
    sql`SELECT b.id, b.patient_id AS "patientId", b.starts_at AS "startsAt", b.ends_at AS "endsAt" FROM booking b
      WHERE b.patient_id IN (SELECT i.patient_id FROM booking i WHERE i.id IN (${inside})) AND b.status::text = ANY (${OCCUPYING}::text[])
        AND b.starts_at > ${from}::timestamptz - interval '2 days' AND b.starts_at < ${until}::timestamptz`,
    auditStatement(actor, 'away.viewed', {
      clinicId: actor.clinicId,
      subject: 'practitioner',
      subjectId: practitionerId,
    }),
  )
  const movable = bookings.filter(isMovable)
  const displaced = await withFreeTimes(actor, movable, absence, timeZone)
  return { absence, bookings, sessions, engaged, displaced }
}

/** What the tool can propose a time for: a confirmed booking of one person to whom none is proposed yet. */
function isMovable({ status, groupSessionId, proposedUntil }: AwayBooking): boolean {
  return status === 'confirmed' && groupSessionId === null && proposedUntil === null
}

async function withFreeTimes(
  actor: StaffActor,
  bookings: readonly AwayBooking[],
  { practitionerId, from, to }: Absence,
  timeZone: string,
): Promise<(AwayBooking & Displaced)[]> {
  const kindOf = ({ service, type, mode, locationId }: AwayBooking) =>
    JSON.stringify([service, type, mode, locationId])
  const kinds = new Map(bookings.map((one) => [kindOf(one), one]))
  const first = new Date(Math.max(from.getTime(), now().getTime()))
  const lists = await listSlotsOfEach(
    actor,
    [...kinds.values()].map(({ service, type, mode, locationId }) => ({
      ...{ clinicSlug: actor.clinicSlug, service, type, mode, location: locationId },
      ...{ from: localDate(first, timeZone), to: addDays(localDate(to, timeZone), LOOK_DAYS) },
      patientsOf: practitionerId,
    })),
  )
  const free = new Map([...kinds.keys()].map((kind, n) => [kind, lists[n] ?? []]))
  return bookings.map((one) => ({ ...one, free: free.get(kindOf(one)) ?? [] }))
}
