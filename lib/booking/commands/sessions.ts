import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { auditStatement, record } from '../../audit/record'
import { bookableFacts } from '../../availability/queries/facts'
import { firstFailure } from '../../availability/rules'
import { now } from '../../clock'
import { asActor, atOnce, sql, type Tx } from '../../db/client'
import { found, refusal, refuseUnless } from '../../errors'
import { newId } from '../../ids'
import { instantAt } from '../../time'
import { mayPlanAhead } from '../policy'
import { canStaffCancel } from '../rules'
import type { CancelSessionInput, ScheduleSessionInput } from '../schema/ahead'
import { columns, recordChange, swapBooking } from './change'

/**
 * Makes a dated session of a service for groups: one claim on the practitioner and the rooms it needs, and as many seats as the service has,
 * or fewer or more. The time is wall time at the place. Refuses with `not_for_groups`, the failed rule of `availability/rules.ts`,
 * `slot_taken` and `nothing_free`.
 */
export async function scheduleGroupSession(
  actor: StaffActor,
  input: ScheduleSessionInput,
): Promise<{ sessionId: string }> {
  allow(mayPlanAhead(actor, actor.clinicId))
  const { capacity, startsAt } = await wantedSession(actor, input)
  const { practitionerId, locationId, mode } = input
  const visit = {
    ...{ clinicSlug: actor.clinicSlug, service: input.service, type: 'initial' as const },
    ...{ mode, practitionerId, locationId, startsAt },
  }
  const facts = await bookableFacts(actor, visit)
  refuseUnless(facts.session === null, facts.session ? 'slot_taken' : 'not_for_groups')
  const minutes = input.minutes ?? facts.terms.minutes
  const asked = { ...facts, session: undefined, terms: { ...facts.terms, minutes } }
  const failure = firstFailure(asked, visit, now(), { isStaff: true, keepsPractitioner: true })
  if (failure) throw refusal(failure)
  const sessionId = newId()
  const endsAt = new Date(startsAt.getTime() + minutes * 60_000)
  const { id: serviceId } = facts.service
  await atOnce(
    actor,
    sql`SELECT lock_resources(${practitionerId}::uuid || resources_of(${serviceId}::uuid, ${locationId}::uuid))`,
    sql`INSERT INTO group_session (id, clinic_id, service_id, practitioner_id, location_id, mode, starts_at, ends_at, capacity, created_at)
      VALUES (${sessionId}::uuid, ${facts.clinic.id}::uuid, ${serviceId}::uuid, ${practitionerId}::uuid, ${locationId}::uuid, ${mode}::mode,
        ${startsAt}::timestamptz, ${endsAt}::timestamptz, ${capacity}::int, ${now()}::timestamptz)`,
    sql`SELECT claim_time(${facts.clinic.id}::uuid, ${serviceId}::uuid, ${practitionerId}::uuid, ${locationId}::uuid,
      tstzrange(${startsAt}::timestamptz, ${endsAt}::timestamptz), ${facts.terms.bufferBefore}::int, ${facts.terms.bufferAfter}::int,
      NULL, ${sessionId}::uuid, NULL, NULL, false, ${now()}::timestamptz)`,
    auditStatement(actor, 'session.scheduled', {
      clinicId: actor.clinicId,
      subject: 'session',
      subjectId: sessionId,
      detail: { seats: capacity },
    }),
  )
  return { sessionId }
}

/**
 * Cancels a session: every booking of it is cancelled by the clinic, free of charge, each patient is told, and its time and rooms are free.
 * Whoever books a seat at the same moment is either among them or refused. Refuses with `session_cancelled`.
 */
export async function cancelGroupSession(
  actor: StaffActor,
  { sessionId, reason }: CancelSessionInput,
): Promise<{ cancelled: number }> {
  allow(mayPlanAhead(actor, actor.clinicId))
  return asActor(actor, async (tx) => {
    const ofClinic = { id: sessionId, clinicId: actor.clinicId }
    const session = found(
      await tx.groupSession.findFirst({ where: ofClinic, select: { practitionerId: true } }),
    )
    await lockSession(tx, sessionId, [session.practitionerId])
    const { count } = await tx.groupSession.updateMany({
      where: { ...ofClinic, cancelledAt: null },
      data: { cancelledAt: now() },
    })
    refuseUnless(count === 1, 'session_cancelled')
    const bookings = await tx.booking.findMany({ where: { groupSessionId: sessionId }, select: columns })
    const sitting = bookings.filter(({ status }) => canStaffCancel(status))
    for (const booking of sitting) {
      await swapBooking(tx, booking, {
        ...{ status: 'cancelled', cancelledAt: now(), cancelledBy: 'staff', cancelReason: reason },
        ...{ cancelFeeCents: 0, sequence: booking.sequence + 1 },
      })
      await recordChange(tx, actor, booking, {
        event: 'booking.cancelled',
        kind: 'cancelled',
        reason,
        before: { status: booking.status },
        after: { status: 'cancelled' },
      })
    }
    await tx.$executeRaw`SELECT release_session(${sessionId}::uuid)`
    await record(tx, actor, 'session.cancelled', {
      clinicId: actor.clinicId,
      subject: 'session',
      subjectId: sessionId,
      detail: { bookings: sitting.length },
    })
    return { cancelled: sitting.length }
  })
}

/**
 * Locks a session, its practitioners and everybody who sits in it, as `cancelBooking` and the like lock them with the session; with `needs`,
 * the rooms and equipment that the service could take at a location, too.
 */
export async function lockSession(
  tx: Tx,
  sessionId: string,
  practitionerIds: readonly string[],
  needs?: { service: string; location: string },
): Promise<void> {
  await tx.$executeRaw`SELECT lock_resources(${[sessionId, ...practitionerIds]}::uuid[] || ARRAY(
    SELECT b.patient_id FROM booking b WHERE b.group_session_id = ${sessionId}::uuid)
    || resources_of(${needs?.service ?? null}::uuid, ${needs?.location ?? null}::uuid))`
}

async function wantedSession(actor: StaffActor, input: ScheduleSessionInput) {
  const [service, place] = await asActor(actor, async (tx) => [
    await tx.service.findFirst({
      where: { clinicId: actor.clinicId, code: input.service },
      select: { capacity: true },
    }),
    await tx.location.findFirst({
      where: { clinicId: actor.clinicId, id: input.locationId },
      select: { timeZone: true },
    }),
  ])
  const { capacity } = found(service, 'service_not_bookable')
  refuseUnless(capacity > 1, 'not_for_groups')
  const { timeZone } = found(place, 'location_not_offered')
  return { capacity: input.capacity ?? capacity, startsAt: instantAt(input.onDate, input.at, timeZone) }
}
