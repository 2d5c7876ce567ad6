import { afterEach, describe, expect, it } from 'vitest'
import { now, setClock } from '../../clock'
import { ownerQuery, rawAs } from '../../db/testing/raw'
import { makeClinic, type World } from '../../db/testing/world'
import { newId } from '../../ids'
import { getManagedBooking, getMyBooking } from '../queries/mine'
import { bookAppointment } from './book'
import { cancelBooking } from './cancel'
import { moveBooking } from './move'
import { answerProposal, proposeTime } from './proposals'
import { acceptRequest, declineRequest, lapseRequest } from './requests'

afterEach(() => setClock(null))

const asksFirst = { services: { requires_approval: true, request_hours: 48 } }

function visit(world: World, startsAt: Date) {
  return {
    clinicSlug: world.clinic.slug,
    service: 'gp',
    type: 'follow_up' as const,
    mode: 'in_person' as const,
    startsAt,
    practitionerId: world.practitioners.mora,
    locationId: world.locations.street,
    patientId: world.patients.ada,
    idempotencyKey: newId(),
  }
}

async function stateOf(bookingId: string) {
  const [row] = await ownerQuery<{
    status: string
    version: number
    sequence: number
    starts_at: Date
    claims: number
    kinds: string[]
    told: string[]
    proposals: string[]
  }>(
    `SELECT status::text, version, sequence, starts_at, (SELECT count(*)::int FROM calendar_claim c WHERE c.booking_id = b.id) AS claims,
      (SELECT array_agg(kind ORDER BY e.id) FROM booking_event e WHERE e.booking_id = b.id) AS kinds,
      (SELECT array_agg(kind ORDER BY o.id) FROM outbox_message o WHERE o.booking_id = b.id) AS told,
      (SELECT coalesce(array_agg(state::text ORDER BY p.id), '{}') FROM proposal p WHERE p.booking_id = b.id) AS proposals
     FROM booking b WHERE id = $1`,
    [bookingId],
  )
  if (!row) throw new Error('no such booking')
  return row
}

const ask = async (world: World, startsAt: Date) =>
  (await bookAppointment(world.as.ada, visit(world, startsAt))).bookingId

const propose = (world: World, bookingId: string, startsAt: Date) =>
  proposeTime(world.as.kim, {
    ...{ bookingId, version: 1, startsAt },
    ...{ practitionerId: world.practitioners.mora, locationId: world.locations.street },
  })

describe('a time that needs approval', () => {
  it('is asked for by patients: kept, not confirmed, and said to be so', async () => {
    const world = await makeClinic(asksFirst)
    const booked = await bookAppointment(world.as.ada, visit(world, world.at(9, '09:00')))
    expect(booked.status).toBe('requested')
    expect(await stateOf(booked.bookingId)).toMatchObject({
      ...{ status: 'requested', claims: 1, kinds: ['requested'], told: ['request.received'] },
    })
    const again = { ...visit(world, world.at(9, '09:00')), patientId: world.patients.ben }
    await expect(bookAppointment(world.as.ben, again)).rejects.toThrow('slot_taken')
  })

  it('is booked at once by staff, and by nobody else whatever they write to the database', async () => {
    const world = await makeClinic(asksFirst)
    expect((await bookAppointment(world.as.kim, visit(world, world.at(9, '09:00')))).status).toBe('confirmed')
    const id = await ask(world, world.at(9, '10:00'))
    const { asActor } = await import('../../db/client')
    const confirm = asActor(world.as.ada, (tx) =>
      tx.booking.updateMany({ where: { id }, data: { status: 'confirmed' } }),
    )
    await expect(confirm).rejects.toThrow('not_allowed')
  })

  it('is waited for as many hours as the service gives, and never past the visit', async () => {
    const world = await makeClinic(asksFirst)
    const [soon, far] = [world.at(1, '09:00'), world.at(12, '09:00')]
    const ids = [await ask(world, soon), await ask(world, far)]
    const rows = await ownerQuery<{ id: string; hours: number; left: number }>(
      `SELECT id, extract(epoch FROM request_expires_at - created_at) / 3600 AS hours, extract(epoch FROM starts_at - request_expires_at) AS left
       FROM booking WHERE id = ANY ($1::uuid[])`,
      [ids],
    )
    expect(Number(rows.find(({ id }) => id === ids[1])?.hours)).toBeCloseTo(48)
    expect(Number(rows.find(({ id }) => id === ids[0])?.left)).toBeGreaterThanOrEqual(0)
  })
})

describe('the clinic', () => {
  it('accepts: it is confirmed, and the patient gets the confirmation with a higher sequence', async () => {
    const world = await makeClinic(asksFirst)
    const id = await ask(world, world.at(9, '09:00'))
    await acceptRequest(world.as.kim, { bookingId: id, version: 1 })
    expect(await stateOf(id)).toMatchObject({
      ...{ status: 'confirmed', version: 2, sequence: 1, claims: 1 },
      ...{ kinds: ['requested', 'accepted'], told: ['request.received', 'booking.confirmation'] },
    })
    await expect(acceptRequest(world.as.kim, { bookingId: id, version: 2 })).rejects.toThrow(
      'not_in_this_state',
    )
    // What was agreed to is not moved without the clinic.
    const move = { bookingId: id, startsAt: world.at(9, '10:00') }
    await expect(moveBooking(world.as.ada, move)).rejects.toThrow('needs_approval')
  })

  it('declines with a reason: the time is free and nothing is to pay', async () => {
    const world = await makeClinic(asksFirst)
    const id = await ask(world, world.at(9, '09:00'))
    await declineRequest(world.as.kim, { bookingId: id, version: 1, reason: 'We need a referral first.' })
    expect(await stateOf(id)).toMatchObject({
      ...{ status: 'cancelled', claims: 0, kinds: ['requested', 'declined'] },
      told: ['request.received', 'request.declined'],
    })
    const declined = { because: 'We need a referral first.' }
    expect(await getManagedBooking(world.as.holderOf(id))).toMatchObject({ declined })
    expect(await getMyBooking(world.as.ada, id)).toMatchObject({ declined })
    // Of the history whoever has the link reads that alone.
    const seen = await rawAs('app', `link:${id}`, 'SELECT kind FROM booking_event')
    expect(seen).toEqual([{ kind: 'declined' }])
    expect(await ask(world, world.at(9, '09:00'))).toBeTruthy()
  })

  it('is not asked by another clinic or by patients', async () => {
    const [world, other] = [await makeClinic(asksFirst), await makeClinic()]
    const id = await ask(world, world.at(9, '09:00'))
    await expect(acceptRequest(other.as.kim, { bookingId: id, version: 1 })).rejects.toThrow('not_found')
    await expect(acceptRequest(world.as.ada as never, { bookingId: id, version: 1 })).rejects.toThrow(
      'not_found',
    )
  })
})

describe('a request that nobody answered', () => {
  it('lapses: its time is free, the patient is told, and it is in the history', async () => {
    const world = await makeClinic(asksFirst)
    const id = await ask(world, world.at(9, '09:00'))
    await lapseRequest(world.as.system, id)
    expect((await stateOf(id)).status).toBe('requested')
    setClock(new Date(now().getTime() + 49 * 3_600_000))
    await lapseRequest(world.as.system, id)
    await lapseRequest(world.as.system, id)
    expect(await stateOf(id)).toMatchObject({
      ...{ status: 'expired', claims: 0, kinds: ['requested', 'lapsed'] },
      told: ['request.received', 'request.lapsed'],
    })
  })

  it('ends one way alone when accepted, cancelled and lapsed at the same moment', async () => {
    const world = await makeClinic(asksFirst)
    for (let round = 0; round < 8; round++) {
      setClock(null)
      const startsAt = new Date(world.at(9, '09:00').getTime() + round * 20 * 60_000)
      const id = await ask(world, startsAt)
      setClock(new Date(now().getTime() + 49 * 3_600_000))
      const ended = await Promise.allSettled([
        acceptRequest(world.as.kim, { bookingId: id, version: 1 }),
        cancelBooking(world.as.ada, { bookingId: id, version: 1 }),
        lapseRequest(world.as.system, id),
      ])
      const { status, claims, version, kinds } = await stateOf(id)
      expect(['confirmed', 'cancelled', 'expired']).toContain(status)
      expect({ claims, version, deeds: kinds.length }).toEqual({
        claims: status === 'confirmed' ? 1 : 0,
        version: 2,
        deeds: 2,
      })
      for (const one of ended.filter((it) => it.status === 'rejected'))
        expect(['changed_meanwhile', 'not_in_this_state', 'too_late_to_change']).toContain(one.reason.code)
    }
  })
})

describe('another time that the clinic proposes', () => {
  it('is kept until the patient accepts it, and then is the appointment’s', async () => {
    const world = await makeClinic(asksFirst)
    const id = await ask(world, world.at(9, '09:00'))
    const { proposalId } = await propose(world, id, world.at(9, '11:00'))
    await expect(
      bookAppointment(world.as.ben, { ...visit(world, world.at(9, '11:00')), patientId: world.patients.ben }),
    ).rejects.toThrow('slot_taken')
    await answerProposal(world.as.holderOf(id), { proposalId, answer: 'accept' })
    const state = await stateOf(id)
    expect(state).toMatchObject({ status: 'confirmed', claims: 1, proposals: ['accepted'] })
    expect(state.starts_at).toEqual(world.at(9, '11:00'))
    expect(state.told).toEqual(['request.received', 'proposal.made', 'booking.confirmation'])
    expect(state.kinds).toEqual(['requested', 'proposed', 'proposal_accepted'])
    // The time first asked for is free again.
    const ben = { ...visit(world, world.at(9, '09:00')), patientId: world.patients.ben }
    expect((await bookAppointment(world.as.ben, ben)).status).toBe('requested')
  })

  it('is let go when declined; the first time is still asked for', async () => {
    const world = await makeClinic(asksFirst)
    const id = await ask(world, world.at(9, '09:00'))
    const { proposalId } = await propose(world, id, world.at(9, '11:00'))
    await answerProposal(world.as.ada, { bookingId: id, proposalId, answer: 'decline' })
    expect(await stateOf(id)).toMatchObject({ status: 'requested', claims: 1, proposals: ['declined'] })
    await expect(
      answerProposal(world.as.ada, { bookingId: id, proposalId, answer: 'accept' }),
    ).rejects.toThrow('proposal_over')
    const ben = { ...visit(world, world.at(9, '11:00')), patientId: world.patients.ben }
    expect((await bookAppointment(world.as.ben, ben)).status).toBe('requested')
  })

  it('is withdrawn when the request goes another way, and nobody else answers it', async () => {
    const world = await makeClinic(asksFirst)
    const id = await ask(world, world.at(9, '09:00'))
    const { proposalId } = await propose(world, id, world.at(9, '11:00'))
    await expect(
      answerProposal(world.as.ben, { bookingId: id, proposalId, answer: 'accept' }),
    ).rejects.toThrow('not_found')
    await acceptRequest(world.as.kim, { bookingId: id, version: 2 })
    expect((await stateOf(id)).proposals).toEqual(['withdrawn'])
    await expect(
      answerProposal(world.as.ada, { bookingId: id, proposalId, answer: 'accept' }),
    ).rejects.toThrow('proposal_over')
  })

  it('keeps the request from lapsing as long as it stands', async () => {
    const world = await makeClinic(asksFirst)
    const id = await ask(world, world.at(9, '09:00'))
    setClock(new Date(now().getTime() + 47 * 3_600_000))
    await propose(world, id, world.at(9, '11:00'))
    setClock(new Date(now().getTime() + 2 * 3_600_000))
    await lapseRequest(world.as.system, id)
    expect((await stateOf(id)).status).toBe('requested')
    setClock(new Date(now().getTime() + 47 * 3_600_000))
    await lapseRequest(world.as.system, id)
    expect(await stateOf(id)).toMatchObject({ status: 'expired', proposals: ['lapsed'] })
  })
})
