import type { Actor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { now } from '../../clock'
import type { Tx } from '../../db/client'
import { found, refuseUnless } from '../../errors'
import { newId } from '../../ids'
import { addDays, instantAt, startOfLocalDay } from '../../time'
import { maySetHours } from '../policy'
import type { Stretch } from '../queries/outside'
import type { OpeningForm } from '../schema/hours'
import { lockPractitioners, practitionerOf, previewed } from './affected'

/**
 * Opens extra times of a practitioner on dates, at one place and on its clock; with a capacity, for at most so many bookings each. Refuses
 * on the field of a date that is over or overlaps extra times that are there.
 */
export async function openDates(actor: Actor, form: OpeningForm) {
  return previewed(actor, async (tx) => {
    const practitioner = await practitionerOf(tx, form.practitionerId)
    allow(maySetHours(actor, practitioner))
    const { id: practitionerId, clinicId } = practitioner
    const location = found(
      await tx.location.findFirst({
        where: { id: form.locationId, clinicId, active: true },
        select: { id: true, timeZone: true },
      }),
    )
    await lockPractitioners(tx, [practitionerId])
    const stretches = stretchesOf(form, location.timeZone)
    await refuseOverlaps(tx, practitionerId, location.id, stretches)
    const rows = Object.values(stretches).map(({ from, to }) => ({ id: newId(), startsAt: from, endsAt: to }))
    const { note, capacity = null } = form
    await tx.availabilityException.createMany({
      data: rows.map((row) => ({
        ...row,
        ...{ clinicId, practitionerId, locationId: location.id, kind: 'opening' as const, capacity, note },
      })),
    })
    await record(tx, actor, 'opening.added', {
      clinicId,
      subject: 'practitioner',
      subjectId: practitionerId,
      detail: { exceptions: rows.map(({ id }) => id), capacity },
    })
    return { practitionerId }
  })
}

/** By the row of the form. */
function stretchesOf({ dates, from, to }: OpeningForm, zone: string): Record<string, Stretch> {
  const at = (on: string, minute: number) =>
    minute >= 1440 ? startOfLocalDay(addDays(on, 1), zone) : instantAt(on, wallTime(minute), zone)
  const entries = Object.entries(dates).map(
    ([key, { on }]) => [key, { from: at(on, from), to: at(on, to) }] as const,
  )
  for (const [key, stretch] of entries) {
    refuseUnless(stretch.to > now(), 'invalid_input', { [`dates.${key}.on`]: 'This is over already' })
    refuseUnless(stretch.from < stretch.to, 'invalid_input', {
      [`dates.${key}.on`]: 'The clock skips these times on that day',
    })
  }
  return Object.fromEntries(entries)
}

/** Two openings at one time would each count their own capacity. */
async function refuseOverlaps(
  tx: Tx,
  practitionerId: string,
  locationId: string,
  stretches: Record<string, Stretch>,
) {
  const there = await tx.availabilityException.findMany({
    where: { practitionerId, locationId, kind: 'opening', endsAt: { gt: now() } },
    select: { startsAt: true, endsAt: true },
  })
  const taken: Stretch[] = there.map(({ startsAt, endsAt }) => ({ from: startsAt, to: endsAt }))
  for (const [key, stretch] of Object.entries(stretches)) {
    const isFree = taken.every(({ from, to }) => stretch.from >= to || from >= stretch.to)
    refuseUnless(isFree, 'invalid_input', {
      [`dates.${key}.on`]: 'There are extra times at that time already',
    })
    taken.push(stretch)
  }
}

function wallTime(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')
}
