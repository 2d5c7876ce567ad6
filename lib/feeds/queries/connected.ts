import type { PatientActor, StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { type OutsideBooking, readClashes } from '../../availability/queries/outside'
import { asActor } from '../../db/client'
import { found } from '../../errors'
import { isId } from '../../ids'
import { printAppointmentTime } from '../../time'
import { mayConnectCalendars, maySeeCalendars } from '../policy'
import { problemSentence } from '../text/problems'

/** Somebody else's calendar, as its page shows it. `lastRead`: when it last went well, in words; `problem`: why it did not since. */
export type Connected = { id: string; name: string; lastRead: string | null; problem: string | null }

/** Which calendars a practitioner's appointments go out to and come in from. `shared`: since when there is a secret address, in words. */
export type CalendarsView = {
  practitioner: { id: string; name: string; isMe: boolean }
  shared: string | null
  connected: Connected[]
  clashes: OutsideBooking[]
  mayConnect: boolean
}

/** A practitioner's calendars, and the appointments that what came in lies over; that somebody looked is recorded. Refuses with `not_found`. */
export async function getCalendars(actor: StaffActor, practitionerId: string): Promise<CalendarsView> {
  allow(isId(practitionerId))
  const { clinic, ...view } = await asActor(actor, async (tx) => {
    const who = found(
      await tx.practitioner.findUnique({
        where: { id: practitionerId },
        select: {
          ...{ id: true, clinicId: true, accountId: true, name: true },
          clinic: { select: { timeZone: true } },
          externalCalendars: {
            where: { removedAt: null },
            select: { id: true, name: true, fetchedAt: true, problem: true },
            orderBy: { createdAt: 'asc' },
          },
        },
      }),
    )
    allow(maySeeCalendars(actor, who))
    const feed = await tx.calendarFeed.findFirst({
      where: { practitionerId, revokedAt: null },
      select: { createdAt: true },
    })
    return {
      practitioner: { id: who.id, name: who.name, isMe: who.accountId === actor.accountId },
      clinic: who.clinic,
      connected: who.externalCalendars,
      feed,
      mayConnect: mayConnectCalendars(actor, who),
    }
  })
  const print = (at: Date | null | undefined) => (at ? printAppointmentTime(at, clinic.timeZone) : null)
  const { practitioner, mayConnect, connected, feed } = view
  return {
    practitioner,
    mayConnect,
    shared: print(feed?.createdAt),
    connected: connected.map(({ id, name, fetchedAt, problem }) => ({
      ...{ id, name, lastRead: print(fetchedAt) },
      problem: problem === null ? null : problemSentence(problem),
    })),
    clashes: await readClashes(actor, practitionerId),
  }
}

/** Whether the account has a secret address of its own appointments. */
export function hasOwnFeed(actor: PatientActor): Promise<boolean> {
  return asActor(actor, async (tx) => {
    const { accountId } = actor
    return (await tx.calendarFeed.count({ where: { accountId, revokedAt: null } })) > 0
  })
}
