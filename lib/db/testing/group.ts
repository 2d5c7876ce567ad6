import { bookAppointment } from '../../booking/commands/book'
import { moveGroupSession } from '../../booking/commands/move-session'
import { scheduleGroupSession } from '../../booking/commands/sessions'
import { newId } from '../../ids'
import { localDate, localTime } from '../../time'
import { ownerQuery } from './raw'
import { makeClinic, type World } from './world'

/** A clinic whose gp visits are for groups, with Dr Mora or with Noor. */
export async function groupClinic(services: object = {}): Promise<World> {
  const world = await makeClinic({ hours: [[9 * 60, 17 * 60]], services: { capacity: 4, ...services } })
  await ownerQuery(
    'INSERT INTO practitioner_service (clinic_id, practitioner_id, service_id) VALUES ($1, $2, $3)',
    [world.clinic.id, world.practitioners.noor, world.services.gp],
  )
  return world
}

/** A time as the desk's forms say it. */
export const wall = (world: World, at: Date) => ({
  onDate: localDate(at, world.clinic.timeZone),
  at: localTime(at, world.clinic.timeZone),
})

/** Makes a session of theirs, 40 minutes long. */
export function session(world: World, startsAt: Date, practitioner: 'mora' | 'noor' = 'mora') {
  const where = {
    practitionerId: world.practitioners[practitioner],
    locationId: world.locations.street,
  }
  const what = { service: 'gp', mode: 'in_person' as const, minutes: 40 }
  return scheduleGroupSession(world.as.kim, { ...what, ...where, ...wall(world, startsAt) })
}

/** A seat with Dr Mora at that time. */
export const visit = (world: World, startsAt: Date) => ({
  ...{ clinicSlug: world.clinic.slug, service: 'gp', type: 'follow_up' as const },
  ...{ mode: 'in_person' as const, practitionerId: world.practitioners.mora },
  ...{ locationId: world.locations.street, startsAt },
})

/** Books a seat for a stranger. */
export function sit(world: World, startsAt: Date, n = 0) {
  const patient = { firstName: 'Grace', lastName: `Hopper ${n}`, dateOfBirth: '1986-12-09' }
  return bookAppointment(world.as.guest, {
    ...visit(world, startsAt),
    patient: { ...patient, phone: '0491 570 156', email: `g${n}@example.com` },
    idempotencyKey: newId(),
  })
}

/** Moves a session that was not moved yet to that time, with Dr Mora. */
export const move = (world: World, sessionId: string, to: Date, more: object = {}) =>
  moveGroupSession(world.as.kim, {
    ...{ sessionId, sequence: 0, practitionerId: world.practitioners.mora, ...wall(world, to) },
    ...more,
  })

/** Those in a session, with their history and what they were told. */
export const bookingsOf = (sessionId: string) =>
  ownerQuery<{ id: string; reference: string; starts_at: Date; minutes: number; status: string }>(
    `SELECT id, reference, status, starts_at, (epoch_minutes(ends_at) - epoch_minutes(starts_at))::int AS minutes, practitioner_id,
       (SELECT string_agg(kind, ' ' ORDER BY e.id) FROM booking_event e WHERE e.booking_id = b.id) AS history,
       (SELECT string_agg(kind, ' ' ORDER BY o.id) FROM outbox_message o WHERE o.booking_id = b.id) AS told
     FROM booking b WHERE group_session_id = $1 ORDER BY created_at`,
    [sessionId],
  )
/** What a session claims, and when. */
export const claimsOf = (sessionId: string) =>
  ownerQuery<{ starts_at: Date; resource_id: string }>(
    `SELECT resource_kind AS kind, resource_id, starts_at FROM calendar_claim WHERE group_session_id = $1 ORDER BY resource_kind`,
    [sessionId],
  )
