import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { now } from '../../clock'
import type { Tx } from '../../db/client'
import { found, refuseUnless } from '../../errors'
import { newId } from '../../ids'
import { addDays, startOfLocalDay } from '../../time'
import { mayCloseDates } from '../policy'
import { bookingsDuring, type Stretch } from '../queries/outside'
import type { ClosureForm } from '../schema/hours'
import { lockPractitioners, previewed, refuseUnlessSeen } from './affected'

/**
 * Closes the clinic, or one of its places, on whole days of its own clock: several at once. Shows the bookings inside first
 * (`affects_bookings`); then they stay where they are. Refuses on the field of days that are over or closed already.
 */
export async function closeDates(actor: StaffActor, form: ClosureForm) {
  return previewed(actor, async (tx) => {
    const scope = await closingScope(tx, actor, form.locationId)
    const days = Object.entries(form.periods).map(
      ([key, { from, until = from }]) => [key, daysOf(from, until, scope.timeZone)] as const,
    )
    const taken = await closedAlready(tx, scope)
    for (const [key, stretch] of days) {
      const field = `periods.${key}.from`
      refuseUnless(stretch.to > now(), 'invalid_input', { [field]: 'This is over already' })
      const isNew = taken.every(({ from, to }) => stretch.from >= to || from >= stretch.to)
      refuseUnless(isNew, 'invalid_input', { [field]: 'These days are closed already' })
      taken.push(stretch)
    }
    const stretches = days.map(([, stretch]) => stretch)
    const inside = await bookingsDuring(tx, scope, stretches)
    refuseUnlessSeen(inside, form.confirmed)
    const exceptions = stretches.map((stretch) => ({ ...stretch, note: form.note, uid: null }))
    const ids = await writeClosures(tx, scope, exceptions)
    await record(tx, actor, 'closure.added', {
      clinicId: scope.clinicId,
      subject: 'clinic',
      subjectId: scope.clinicId,
      detail: { exceptions: ids, kept: inside.map(({ id }) => id) },
    })
    return { closed: ids.length, affected: inside.length }
  })
}

/** What is closed: the clinic, or one of its places; and on whose clock. */
export type ClosingScope = { clinicId: string; locationId: string | undefined; timeZone: string }

/** Finds what is to be closed, allows it, and keeps everybody from booking there to the end of the transaction. */
export async function closingScope(
  tx: Tx,
  actor: StaffActor,
  locationId: string | undefined,
): Promise<ClosingScope> {
  const { clinicId } = actor
  allow(mayCloseDates(actor, clinicId))
  const { timeZone } = locationId
    ? found(await tx.location.findFirst({ where: { id: locationId, clinicId }, select: { timeZone: true } }))
    : found(await tx.clinic.findUnique({ where: { id: clinicId }, select: { timeZone: true } }))
  const everybody = await tx.practitioner.findMany({ where: { clinicId }, select: { id: true } })
  await lockPractitioners(
    tx,
    everybody.map(({ id }) => id),
  )
  return { clinicId, locationId, timeZone }
}

/** Writes closures; answers their ids. `uid`: of the calendar entry it comes from. */
export async function writeClosures(
  tx: Tx,
  { clinicId, locationId }: ClosingScope,
  closures: readonly (Stretch & { note: string; uid: string | null })[],
): Promise<string[]> {
  const data = closures.map(({ from, to, note, uid }) => ({
    ...{ id: newId(), clinicId, locationId: locationId ?? null, kind: 'closure' as const },
    ...{ startsAt: from, endsAt: to, note, externalUid: uid },
  }))
  await tx.availabilityException.createMany({ data })
  return data.map(({ id }) => id)
}

/** Whole days of a clock, both ends included. */
export function daysOf(from: string, until: string, zone: string): Stretch {
  return { from: startOfLocalDay(from, zone), to: startOfLocalDay(addDays(until, 1), zone) }
}

async function closedAlready(tx: Tx, { clinicId, locationId }: ClosingScope): Promise<Stretch[]> {
  const rows = await tx.availabilityException.findMany({
    where: { clinicId, locationId: locationId ?? null, kind: 'closure', endsAt: { gt: now() } },
    select: { startsAt: true, endsAt: true },
  })
  return rows.map(({ startsAt, endsAt }) => ({ from: startsAt, to: endsAt }))
}
