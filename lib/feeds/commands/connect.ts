import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { lockPractitioners, practitionerOf } from '../../availability/commands/affected'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { found, refuseUnless } from '../../errors'
import { newId } from '../../ids'
import { seal } from '../../vault/seal'
import { mayConnectCalendars } from '../policy'
import type { ConnectInput, DisconnectInput } from '../schema'
import { queueReading } from './read'

const MOST_CALENDARS = 10

/**
 * Connects somebody else's calendar to a practitioner's: its busy times are claimed from now on. Read by a job, never here, so that nobody
 * learns from us what an address leads to. The address is a secret and sealed. Refuses with `not_found`, and on `name` the eleventh.
 */
export function connectCalendar(actor: StaffActor, input: ConnectInput): Promise<{ practitionerId: string }> {
  return asActor(actor, async (tx) => {
    const { id: practitionerId, ...practitioner } = await practitionerOf(tx, input.practitionerId)
    allow(mayConnectCalendars(actor, practitioner))
    await lockPractitioners(tx, [practitionerId])
    const connected = await tx.externalCalendar.count({ where: { practitionerId, removedAt: null } })
    refuseUnless(connected < MOST_CALENDARS, 'invalid_input', {
      name: `At most ${MOST_CALENDARS} calendars can be connected`,
    })
    const { clinicId } = practitioner
    const id = newId()
    const urlSealed = seal(input.address, { table: 'external_calendar', column: 'url_sealed', id })
    await tx.externalCalendar.createMany({
      data: { id, clinicId, practitionerId, name: input.name, urlSealed, createdAt: now() },
    })
    await queueReading(tx, id)
    await record(tx, actor, 'calendar.connected', { clinicId, subject: 'external_calendar', subjectId: id })
    return { practitionerId }
  })
}

/** Takes a calendar away again, and its busy times with it. Refuses with `not_found`. */
export function disconnectCalendar(
  actor: StaffActor,
  { calendarId }: DisconnectInput,
): Promise<{ practitionerId: string }> {
  return asActor(actor, async (tx) => {
    const { practitioner } = found(
      await tx.externalCalendar.findFirst({
        where: { id: calendarId, removedAt: null },
        select: { practitioner: { select: { id: true, clinicId: true, accountId: true } } },
      }),
    )
    allow(mayConnectCalendars(actor, practitioner))
    await tx.externalCalendar.updateMany({ where: { id: calendarId }, data: { removedAt: now() } })
    await tx.$executeRaw`SELECT claim_external(${calendarId}::uuid, '{}', '{}', ${now()}::timestamptz)`
    const { clinicId } = practitioner
    await record(tx, actor, 'calendar.disconnected', {
      ...{ clinicId, subject: 'external_calendar', subjectId: calendarId },
    })
    return { practitionerId: practitioner.id }
  })
}
