import { expect, test } from 'vitest'
import { ownerQuery } from '../../db/testing/raw'
import { makeClinic } from '../../db/testing/world'
import { newId } from '../../ids'
import { bookAppointment } from './book'
import { placeHold, releaseHold } from './hold'

test('an account that wants 100 times at once keeps three of them, and is told why not more (A13)', async () => {
  const world = await makeClinic({ hours: [[0, 1440]] })
  const wanted = (n: number) => ({
    ...{ clinicSlug: world.clinic.slug, service: 'gp', type: 'follow_up' as const },
    ...{ mode: 'in_person' as const, startsAt: new Date(world.at(3, '00:00').getTime() + n * 1_200_000) },
    ...{ practitionerId: world.practitioners.mora, locationId: world.locations.street },
  })
  const tries = await Promise.allSettled(
    Array.from({ length: 100 }, (_, n) => placeHold(world.as.ada, wanted(n))),
  )
  const kept = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value.holdId] : []))
  expect(kept).toHaveLength(3)
  for (const one of tries)
    if (one.status === 'rejected') expect(['too_many_holds', 'busy']).toContain(one.reason.code)
  // Somebody else is not in their way, and one that is let go, replaced or booked makes room.
  await placeHold(world.as.ben, wanted(101))
  await placeHold(world.as.guest, wanted(102))
  const [first = '', second = '', third = ''] = kept
  await releaseHold(world.as.ada, { holdId: first })
  await placeHold(world.as.ada, wanted(103))
  await expect(placeHold(world.as.ada, wanted(104))).rejects.toThrow('too_many_holds')
  await placeHold(world.as.ada, wanted(104), second)
  await bookAppointment(world.as.ada, {
    ...{ clinicSlug: world.clinic.slug, holdId: third, patientId: world.patients.ada },
    idempotencyKey: newId(),
  })
  await placeHold(world.as.ada, wanted(105))
  // Whose a hold is, the database says, whoever asks.
  const [{ n } = { n: 0 }] = await ownerQuery<{ n: number }>(
    'SELECT count(DISTINCT h.id)::int AS n FROM hold h JOIN calendar_claim c ON c.hold_id = h.id WHERE h.account_id = $1',
    [world.accounts.ada],
  )
  expect(n).toBe(3)
})
