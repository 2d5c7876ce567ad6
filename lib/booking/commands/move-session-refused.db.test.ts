import { describe, expect, it } from 'vitest'
import { now } from '../../clock'
import { bookingsOf, claimsOf, groupClinic, move, session, sit, visit, wall } from '../../db/testing/group'
import { ownerQuery, rawAs } from '../../db/testing/raw'
import { newId } from '../../ids'
import { bookAppointment } from './book'
import { moveGroupSession } from './move-session'
import { cancelGroupSession } from './sessions'
import { takeStep } from './step'

describe('a session is not moved', () => {
  it('to where a new one would be refused, and everything stays as it was', async () => {
    const world = await groupClinic()
    const at = world.at(5, '09:00')
    const { sessionId } = await session(world, at)
    await session(world, world.at(5, '11:00'))
    await sit(world, at)
    const refusals: [Date, string][] = [
      [world.at(5, '04:00'), 'outside_hours'],
      [world.at(5, '11:00'), 'slot_taken'],
      [world.at(5, '10:40'), 'slot_taken'],
      [new Date(now().getTime() - 3_600_000), 'in_the_past'],
      [at, 'same_time'],
    ]
    for (const [to, code] of refusals) await expect(move(world, sessionId, to)).rejects.toThrow(code)
    expect(await bookingsOf(sessionId)).toMatchObject([
      { starts_at: at, history: 'booked', told: 'booking.confirmation' },
    ])
    expect(await claimsOf(sessionId)).toMatchObject([{ starts_at: at }])
  })

  it('over another appointment of somebody in it, who is named', async () => {
    const world = await groupClinic()
    const [at, later] = [world.at(5, '09:00'), world.at(5, '11:00')]
    const [one, other] = [await session(world, at), await session(world, later, 'noor')]
    const patientId = await patientOf(await sit(world, at))
    await bookAppointment(world.as.kim, {
      ...visit(world, later),
      ...{ practitionerId: world.practitioners.noor, patientId, idempotencyKey: newId() },
    })
    await expect(move(world, one.sessionId, later)).rejects.toMatchObject({
      code: 'patient_overlap',
      fields: { at: 'Grace Hopper 0 has another appointment at that time' },
    })
    expect(await bookingsOf(other.sessionId)).toHaveLength(1)
  })

  it('from a page that is stale, once it is cancelled, or when somebody has arrived', async () => {
    const world = await groupClinic()
    const [at, later, last] = [world.at(5, '09:00'), world.at(5, '11:00'), world.at(5, '14:00')]
    const { sessionId } = await session(world, at)
    await move(world, sessionId, later)
    await expect(move(world, sessionId, last)).rejects.toThrow('changed_meanwhile')
    const { bookingId } = await sit(world, later)
    await takeStep(world.as.kim, { bookingId, step: 'arrive', version: 1 })
    await expect(move(world, sessionId, last, { sequence: 1 })).rejects.toThrow('session_begun')
    await cancelGroupSession(world.as.kim, { sessionId, reason: 'The leader is ill' })
    await expect(move(world, sessionId, last, { sequence: 1 })).rejects.toThrow('session_cancelled')
  })

  it('by patients, or by another clinic', async () => {
    const [world, elsewhere] = [await groupClinic(), await groupClinic()]
    const { sessionId } = await session(world, world.at(5, '09:00'))
    const to = { sessionId, sequence: 0, ...wall(world, world.at(5, '11:00')) }
    const practitionerId = elsewhere.practitioners.mora
    await expect(moveGroupSession(elsewhere.as.kim, { ...to, practitionerId })).rejects.toThrow('not_found')
    await expect(moveGroupSession(world.as.ada as never, { ...to, practitionerId })).rejects.toThrow(
      'not_found',
    )
    // Nor past the command.
    const door = `SELECT claim_time($1, $2, $3, $4, tstzrange(now() + interval '1 day', now() + interval '25 hours'), 0, 0, NULL, $5, NULL, NULL, true, now())`
    const stolen = [
      elsewhere.clinic.id,
      elsewhere.services.gp,
      practitionerId,
      elsewhere.locations.street,
      sessionId,
    ]
    await expect(
      rawAs('app', `account:${elsewhere.accounts.kim}:${elsewhere.clinic.id}`, door, stolen),
    ).rejects.toMatchObject({ code: 'AR403' })
  })
})

it('of two who move a session at the same moment one does, and whoever books a seat is in it or refused', async () => {
  const world = await groupClinic()
  for (const day of [5, 12, 19]) {
    const at = world.at(day, '09:00')
    const { sessionId } = await session(world, at)
    const tries = await Promise.allSettled([
      ...[1, 2, 3].map((n) => sit(world, at, n)),
      move(world, sessionId, world.at(day, '11:00')),
      move(world, sessionId, world.at(day, '14:00')),
    ])
    const late = tries.slice(3).filter(({ status }) => status === 'rejected')
    expect(late).toMatchObject([{ reason: { code: 'changed_meanwhile' } }])
    const [claim] = await claimsOf(sessionId)
    const inIt = await bookingsOf(sessionId)
    expect(inIt).toHaveLength(tries.slice(0, 3).filter(({ status }) => status === 'fulfilled').length)
    for (const { starts_at } of inIt) expect(starts_at).toEqual(claim?.starts_at)
  }
})

async function patientOf({ bookingId }: { bookingId: string }) {
  const [row] = await ownerQuery<{ patient_id: string }>('SELECT patient_id FROM booking WHERE id = $1', [
    bookingId,
  ])
  return row?.patient_id ?? ''
}
