import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { found } from '../../errors'
import { isId } from '../../ids'
import { mayPlanAhead } from '../policy'
import type { BookingStatus } from '../rules'
import type { Mode } from '../schema'

/** A dated session of a group service. */
export type SessionItem = {
  id: string
  startsAt: Date
  endsAt: Date
  mode: Mode
  capacity: number
  taken: number
  /** To say which session a form was about: it rises with each move. */
  sequence: number
  cancelledAt: Date | null
  service: { code: string; name: string }
  practitioner: { id: string; name: string }
  location: { id: string; name: string; timeZone: string }
}

/** Who has a seat. */
export type Attending = {
  id: string
  status: BookingStatus
  patientName: string
  patientNumber: string
  phone: string | null
  hasEmail: boolean
}

const columns = {
  id: true,
  startsAt: true,
  endsAt: true,
  mode: true,
  capacity: true,
  taken: true,
  sequence: true,
  cancelledAt: true,
  service: { select: { code: true, name: true } },
  practitioner: { select: { id: true, name: true } },
  location: { select: { id: true, name: true, timeZone: true } },
} as const

/** Sessions to come, soonest first. */
export async function listSessions(actor: StaffActor): Promise<SessionItem[]> {
  allow(mayPlanAhead(actor, actor.clinicId))
  return asActor(actor, (tx) =>
    tx.groupSession.findMany({
      where: { clinicId: actor.clinicId, cancelledAt: null, endsAt: { gte: now() } },
      select: columns,
      orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
      take: 100,
    }),
  )
}

/** A session to give somebody a seat in, or null where there is none that can still be booked. */
export async function findOpenSession(
  actor: StaffActor,
  sessionId: string | undefined,
): Promise<SessionItem | null> {
  allow(mayPlanAhead(actor, actor.clinicId))
  if (!sessionId || !isId(sessionId)) return null
  const isOpen = { clinicId: actor.clinicId, cancelledAt: null, startsAt: { gte: now() } }
  return asActor(actor, (tx) =>
    tx.groupSession.findFirst({ where: { id: sessionId, ...isOpen }, select: columns }),
  )
}

/** One session with whoever has a seat; that it was opened is in the log. Refuses with `not_found`. */
export async function readSession(
  actor: StaffActor,
  sessionId: string,
): Promise<SessionItem & { attending: Attending[] }> {
  allow(mayPlanAhead(actor, actor.clinicId) && isId(sessionId))
  return asActor(actor, async (tx) => {
    const where = { id: sessionId, clinicId: actor.clinicId }
    const session = found(await tx.groupSession.findFirst({ where, select: columns }))
    const rows = await tx.booking.findMany({
      where: { groupSessionId: sessionId, status: { notIn: ['cancelled', 'expired'] } },
      select: {
        id: true,
        status: true,
        patient: { select: { firstName: true, lastName: true, number: true, phone: true, email: true } },
      },
      orderBy: { createdAt: 'asc' },
    })
    await record(tx, actor, 'session.viewed', {
      clinicId: actor.clinicId,
      subject: 'session',
      subjectId: sessionId,
    })
    const attending = rows.map(({ patient, ...row }) => ({
      ...row,
      patientName: `${patient.firstName} ${patient.lastName}`,
      patientNumber: patient.number,
      phone: patient.phone,
      hasEmail: patient.email !== null,
    }))
    return { ...session, attending }
  })
}
