import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { auditStatement } from '../../audit/record'
import { now } from '../../clock'
import { atOnce, type Sql, sql } from '../../db/client'
import { found } from '../../errors'
import { isId } from '../../ids'
import { mayAnswerRequests } from '../policy'
import type { BookingStatus } from '../rules'
import { type AwayState, awayState, TO_DO } from '../rules/away'

/** An absence: who, when (the clinic's zone), and how much of it is still to do. */
export type RebookingSummary = {
  id: string
  startsAt: Date
  endsAt: Date
  timeZone: string
  practitionerId: string
  practitionerName: string
  toDo: number
  waiting: number
}

/** A booking of an absence and where it stands. `proposal`: the last one; `isReached`: see `awayState`. Times are of its location's zone. */
export type AwayItem = {
  id: string
  version: number
  startsAt: Date
  timeZone: string
  serviceName: string
  practitionerName: string
  patientName: string
  email: string | null
  phone: string | null
  isMailLost: boolean
  proposal: {
    id: string
    startsAt: Date
    expiresAt: Date
    practitionerName: string
    isOpen: boolean
  } | null
  state: AwayState
}

type Row = Omit<AwayItem, 'proposal' | 'state'> & {
  rebookingId: string
  status: BookingStatus
  cancelledBy: string | null
  proposalId: string | null
  proposalState: 'open' | 'accepted' | 'declined' | 'lapsed' | 'withdrawn' | null
  proposedAt: Date
  expiresAt: Date
  proposedWith: string
  toldAt: Date | null
}

/** One absence, with what is left to do about each booking, the most urgent first; that somebody looked is in the log. Refuses with `not_found`. */
export async function readRebooking(
  actor: StaffActor,
  rebookingId: string,
): Promise<RebookingSummary & { items: AwayItem[] }> {
  allow(mayAnswerRequests(actor, actor.clinicId) && isId(rebookingId))
  const [heads, rows] = await atOnce<[Omit<RebookingSummary, 'toDo' | 'waiting'>[], Row[]]>(
    actor,
    sql`${HEADS} WHERE r.id = ${rebookingId}::uuid AND r.clinic_id = ${actor.clinicId}::uuid`,
    sql`${rowsOf(sql`r.id = ${rebookingId}::uuid`)}`,
    auditStatement(actor, 'away.listViewed', {
      ...{ clinicId: actor.clinicId, subject: 'rebooking', subjectId: rebookingId },
    }),
  )
  const items = rows.map(toItem)
  const order = (state: AwayState) => ORDER.indexOf(state)
  return {
    ...counted(found(heads[0]), items),
    items: items.sort((a, b) => order(a.state) - order(b.state)),
  }
}

/** The absences whose end is at most two weeks ago, the latest entered first. One round trip. */
export async function listRebookings(actor: StaffActor): Promise<RebookingSummary[]> {
  allow(mayAnswerRequests(actor, actor.clinicId))
  const recent = sql`r.clinic_id = ${actor.clinicId}::uuid AND r.ends_at > ${now()}::timestamptz - interval '14 days'`
  const [heads, rows] = await atOnce<[Omit<RebookingSummary, 'toDo' | 'waiting'>[], Row[]]>(
    actor,
    sql`${HEADS} WHERE ${recent} ORDER BY r.id DESC LIMIT 30`,
    rowsOf(recent),
  )
  return heads.map((head) =>
    counted(head, rows.filter(({ rebookingId }) => rebookingId === head.id).map(toItem)),
  )
}

const ORDER: readonly AwayState[] = [...TO_DO, 'waiting', 'accepted', 'moved', 'cancelled']
const HEADS: Sql = sql`SELECT r.id, r.starts_at AS "startsAt", r.ends_at AS "endsAt", c.time_zone AS "timeZone", r.practitioner_id AS "practitionerId",
    p.name AS "practitionerName"
  FROM rebooking r JOIN practitioner p ON p.id = r.practitioner_id JOIN clinic c ON c.id = r.clinic_id`

/**
 * The bookings of absences: those that something was proposed to, each with the last of it, and those that are still there. A mail is lost
 * where there is no address, or where it was given up (`dead`).
 */
function rowsOf(which: Sql): Sql {
  return sql`WITH one AS MATERIALIZED (SELECT r.* FROM rebooking r WHERE ${which}),
    last AS MATERIALIZED (SELECT DISTINCT ON (q.rebooking_id, q.booking_id) q.* FROM proposal q JOIN one ON one.id = q.rebooking_id
      ORDER BY q.rebooking_id, q.booking_id, q.id DESC),
    item AS (SELECT l.rebooking_id, l.booking_id FROM last l
      UNION SELECT one.id, b.id FROM one JOIN booking b ON b.practitioner_id = one.practitioner_id AND b.starts_at < one.ends_at
        AND b.starts_at > one.starts_at - interval '1 day' AND b.ends_at > one.starts_at AND b.status = 'confirmed' AND b.group_session_id IS NULL)
    SELECT i.rebooking_id AS "rebookingId", b.id, b.version, b.status, b.cancelled_by AS "cancelledBy", b.starts_at AS "startsAt", k.time_zone AS "timeZone",
      s.name AS "serviceName", p.name AS "practitionerName", x.first_name || ' ' || x.last_name AS "patientName", x.email, x.phone,
      x.email IS NULL OR coalesce(m.state = 'dead', false) AS "isMailLost", q.id AS "proposalId", q.state AS "proposalState",
      q.starts_at AS "proposedAt", q.expires_at AS "expiresAt", w.name AS "proposedWith", q.told_at AS "toldAt"
    FROM item i JOIN booking b ON b.id = i.booking_id JOIN location k ON k.id = b.location_id JOIN service s ON s.id = b.service_id
    JOIN practitioner p ON p.id = b.practitioner_id JOIN patient x ON x.id = b.patient_id
    LEFT JOIN last q ON q.rebooking_id = i.rebooking_id AND q.booking_id = i.booking_id LEFT JOIN practitioner w ON w.id = q.practitioner_id
    LEFT JOIN LATERAL (SELECT o.state FROM outbox_message o WHERE o.booking_id IN (SELECT l.booking_id FROM last l JOIN booking y ON y.id = l.booking_id
        WHERE l.rebooking_id = i.rebooking_id AND y.patient_id = b.patient_id) ORDER BY o.id DESC LIMIT 1) m ON true
    ORDER BY b.starts_at, b.id`
}

function toItem(row: Row): AwayItem {
  const { status, cancelledBy, proposalId, proposalState, proposedAt, expiresAt, proposedWith, toldAt } = row
  const isReached = !row.isMailLost || toldAt !== null
  const state = awayState({ status, cancelledBy, state: proposalState, expiresAt, isReached }, now())
  const { id, version, startsAt, timeZone, serviceName, practitionerName, patientName, email, phone } = row
  return {
    ...{ id, version, startsAt, timeZone, serviceName, practitionerName, patientName, email, phone, state },
    isMailLost: row.isMailLost,
    proposal: proposalId
      ? {
          ...{ id: proposalId, startsAt: proposedAt, expiresAt, practitionerName: proposedWith },
          isOpen: proposalState === 'open' && expiresAt > now(),
        }
      : null,
  }
}

function counted(head: Omit<RebookingSummary, 'toDo' | 'waiting'>, items: AwayItem[]): RebookingSummary {
  const count = (will: (state: AwayState) => boolean) => items.filter(({ state }) => will(state)).length
  return {
    ...head,
    toDo: count((state) => TO_DO.includes(state)),
    waiting: count((state) => state === 'waiting'),
  }
}
