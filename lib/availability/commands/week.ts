import type { Actor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { now } from '../../clock'
import type { Tx } from '../../db/client'
import { refuseUnless } from '../../errors'
import { newId } from '../../ids'
import { localDate } from '../../time'
import { maySetHours } from '../policy'
import { weekOf, weekStamp } from '../queries/hours'
import { collidingBlocks } from '../rules/week'
import type { Block, WeekInput } from '../schema/hours'
import { changeSeen, lockPractitioners, practitionerOf, previewed } from './affected'

/**
 * Puts these blocks in the place of a practitioner's weekly hours; blocks whose last date has passed stay as history. A break is the gap
 * between two blocks. Bookings that the new hours leave outside stay where they are, once they were seen. Refuses with `affects_bookings`
 * (the preview), `hours_changed_meanwhile`, and on the field of a block that overlaps another.
 */
export async function setWeek(actor: Actor, input: WeekInput): Promise<{ practitionerId: string }> {
  return previewed(actor, async (tx) => {
    const practitioner = await practitionerOf(tx, input.practitionerId)
    allow(maySetHours(actor, practitioner))
    const { id, clinicId, clinic } = practitioner
    const today = localDate(now(), clinic.timeZone)
    await refuseMisfits(tx, clinicId, input.blocks)
    await lockPractitioners(tx, [id])
    const before = await weekOf(tx, id, today)
    refuseUnless(weekStamp(before) === input.was, 'hours_changed_meanwhile')
    const kept = await changeSeen(tx, practitioner, input.confirmed, async () => {
      await tx.availabilityRule.deleteMany({ where: { id: { in: before.map((block) => block.id) } } })
      await tx.availabilityRule.createMany({
        data: Object.values(input.blocks).map((block) => ({
          ...ruleOf(block),
          clinicId,
          practitionerId: id,
        })),
      })
    })
    await record(tx, actor, 'hours.changed', {
      clinicId,
      subject: 'practitioner',
      subjectId: id,
      detail: { before: before.length, blocks: Object.keys(input.blocks).length, kept },
    })
    return { practitionerId: id }
  })
}

/** Places and services are the clinic's own, and no block is where another is. */
async function refuseMisfits(tx: Tx, clinicId: string, blocks: Record<string, Block>): Promise<void> {
  const [locations, services] = [
    await tx.location.findMany({ where: { clinicId, active: true }, select: { id: true, kind: true } }),
    await tx.service.findMany({ where: { clinicId }, select: { id: true } }),
  ]
  const problems: Record<string, string> = {}
  for (const key of collidingBlocks(blocks, (place) =>
    locations.some(({ id, kind }) => id === place && kind === 'in_person'),
  ))
    problems[`blocks.${key}.from`] = 'This overlaps another block of that day'
  for (const [key, { locationId, serviceIds }] of Object.entries(blocks)) {
    if (!locations.some(({ id }) => id === locationId))
      problems[`blocks.${key}.locationId`] = 'Choose a place'
    if (!serviceIds.every((one) => services.some(({ id }) => id === one)))
      problems[`blocks.${key}.serviceIds`] = 'Choose services of this clinic'
  }
  refuseUnless(Object.keys(problems).length === 0, 'invalid_input', problems)
}

function ruleOf({ weekday, from, to, locationId, serviceIds, validFrom, validUntil }: Block) {
  return {
    id: newId(),
    ...{ weekday, locationId, serviceIds, startMinute: from, endMinute: to },
    validFrom: validFrom ? new Date(`${validFrom}T00:00Z`) : null,
    validUntil: validUntil ? new Date(`${validUntil}T00:00Z`) : null,
  }
}
