import { describe, expect, it } from 'vitest'
import { setClock } from '../../clock'
import { ownerQuery } from '../../db/testing/raw'
import { makeClinic, type World } from '../../db/testing/world'
import type { Refusal } from '../../errors'
import { newId } from '../../ids'
import type { BookingInput } from '../schema'
import { bookAppointment } from './book'
import { placeHold, releaseHold } from './hold'

const person = {
  firstName: 'Grace',
  lastName: 'Hopper',
  dateOfBirth: '1986-12-09',
  phone: '0491 570 156',
  email: 'grace@example.com',
}

function visit(world: World, startsAt: Date) {
  return {
    clinicSlug: world.clinic.slug,
    service: 'gp',
    type: 'follow_up' as const,
    mode: 'in_person' as const,
    startsAt,
    practitionerId: world.practitioners.mora,
    locationId: world.locations.street,
  }
}

function request(world: World, startsAt: Date, more: Partial<BookingInput> = {}): BookingInput {
  return { ...visit(world, startsAt), patient: person, idempotencyKey: newId(), ...more } as BookingInput
}

/** How each of many tries ended: the code of its refusal, or "ok". */
async function outcomes(tries: Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const ended of await Promise.allSettled(tries)) {
    const how = ended.status === 'fulfilled' ? 'ok' : ((ended.reason as Refusal).code ?? String(ended.reason))
    counts[how] = (counts[how] ?? 0) + 1
  }
  return counts
}

const claimsOf = (world: World) =>
  ownerQuery<{ kind: string; booking_id: string | null }>(
    'SELECT kind, booking_id FROM calendar_claim WHERE clinic_id = $1',
    [world.clinic.id],
  )

describe('a guest books', () => {
  it('and everything that belongs to the deed is written in one transaction', async () => {
    const world = await makeClinic()
    const booked = await bookAppointment(
      world.as.guest,
      request(world, world.at(3, '09:00'), { reason: 'a sore throat' }),
    )
    const [row] = await ownerQuery<Record<string, unknown>>(
      `SELECT b.status, b.source, b.price_cents, b.reason_sealed, p.provisional, p.phone, r.clinic_id IS NOT NULL AS registered, e.kind, c.kind AS claim,
         o.state, o.kind AS message, a.action, a.txid = e.xmin::text::bigint AS same_transaction
       FROM booking b JOIN patient p ON p.id = b.patient_id LEFT JOIN patient_registration r ON r.patient_id = p.id AND r.clinic_id = b.clinic_id
       JOIN booking_event e ON e.booking_id = b.id JOIN calendar_claim c ON c.booking_id = b.id JOIN outbox_message o ON o.booking_id = b.id
       JOIN audit_event a ON a.subject_id = b.id WHERE b.id = $1`,
      [booked.bookingId],
    )
    expect(row).toMatchObject({
      status: 'confirmed',
      source: 'online',
      price_cents: 6500,
      provisional: true,
      phone: '+61491570156',
      registered: true,
      kind: 'booked',
      claim: 'booking',
      message: 'booking.confirmation',
      action: 'booking.booked',
      same_transaction: true,
    })
    expect(row?.reason_sealed).toMatch(/^v1\./)
  })

  it('and of forty who want one time exactly one gets it', async () => {
    const world = await makeClinic()
    const at = world.at(3, '09:00')
    const ended = await outcomes(
      Array.from({ length: 40 }, () => bookAppointment(world.as.guest, request(world, at))),
    )
    expect(ended).toEqual({ ok: 1, slot_taken: 39 })
    expect(await claimsOf(world)).toHaveLength(1)
  })

  it('two appointments that touch, one after the other', async () => {
    const world = await makeClinic()
    await bookAppointment(world.as.guest, request(world, world.at(3, '10:00')))
    await bookAppointment(world.as.guest, request(world, world.at(3, '10:20')))
    expect(await claimsOf(world)).toHaveLength(2)
  })

  it('is refused, with the field named, when the phone cannot be read', async () => {
    const world = await makeClinic()
    const wrong = request(world, world.at(3, '09:00'), { patient: { ...person, phone: 'none' } })
    await expect(bookAppointment(world.as.guest, wrong)).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { phone: expect.any(String) },
    })
  })
})

describe('an idempotency key', () => {
  it('makes twenty equal requests in parallel one booking with twenty equal answers', async () => {
    const world = await makeClinic()
    const same = request(world, world.at(3, '09:00'))
    const answers = await Promise.all(Array.from({ length: 20 }, () => bookAppointment(world.as.guest, same)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await claimsOf(world)).toHaveLength(1)
  })

  it('gives the first answer again later, though the time is taken by now', async () => {
    const world = await makeClinic()
    const same = request(world, world.at(3, '09:00'))
    const first = await bookAppointment(world.as.guest, same)
    expect(await bookAppointment(world.as.guest, same)).toEqual(first)
  })

  it('is refused for another request, which books nothing', async () => {
    const world = await makeClinic()
    const same = request(world, world.at(3, '09:00'))
    await bookAppointment(world.as.guest, same)
    const other = { ...same, startsAt: world.at(3, '11:00') } as BookingInput
    await expect(bookAppointment(world.as.guest, other)).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    })
    expect(await claimsOf(world)).toHaveLength(1)
  })
})

describe('a hold', () => {
  it('keeps the time from everybody else, and becomes the booking', async () => {
    const world = await makeClinic()
    const { holdId } = await placeHold(world.as.guest, visit(world, world.at(3, '09:00')))
    await expect(bookAppointment(world.as.guest, request(world, world.at(3, '09:00')))).rejects.toMatchObject(
      { code: 'slot_taken' },
    )
    const confirmed = { clinicSlug: world.clinic.slug, holdId, patient: person, idempotencyKey: newId() }
    const booked = await bookAppointment(world.as.guest, confirmed)
    expect(await claimsOf(world)).toEqual([{ kind: 'booking', booking_id: booked.bookingId }])
  })

  it('is let go by its keeper, or replaced by the next time chosen', async () => {
    const world = await makeClinic()
    const first = await placeHold(world.as.guest, visit(world, world.at(3, '09:00')))
    const second = await placeHold(world.as.guest, visit(world, world.at(3, '11:00')), first.holdId)
    await bookAppointment(world.as.guest, request(world, world.at(3, '09:00')))
    await releaseHold(world.as.guest, second)
    await bookAppointment(world.as.guest, request(world, world.at(3, '11:00')))
  })

  it('is gone when its minutes are over: it cannot be confirmed and others may have the time', async () => {
    const world = await makeClinic()
    const nine = world.at(3, '09:00')
    const { holdId, expiresAt } = await placeHold(world.as.guest, visit(world, nine))
    try {
      setClock(expiresAt)
      const late = { clinicSlug: world.clinic.slug, holdId, patient: person, idempotencyKey: newId() }
      await expect(bookAppointment(world.as.guest, late)).rejects.toMatchObject({ code: 'hold_expired' })
      await bookAppointment(world.as.guest, request(world, nine))
    } finally {
      setClock(null)
    }
    expect(await claimsOf(world)).toHaveLength(1)
  })

  it('of another clinic confirms nothing', async () => {
    const [world, other] = [await makeClinic(), await makeClinic()]
    const { holdId } = await placeHold(world.as.guest, visit(world, world.at(3, '09:00')))
    const misused = { clinicSlug: other.clinic.slug, holdId, patient: person, idempotencyKey: newId() }
    await expect(bookAppointment(other.as.guest, misused)).rejects.toMatchObject({ code: 'hold_expired' })
  })
})

describe('for somebody on file', () => {
  it('a person books for themselves and those they act for, and for nobody else', async () => {
    const world = await makeClinic()
    const of = (patientId: string, wall: string) => ({
      ...visit(world, world.at(3, wall)),
      patientId,
      idempotencyKey: newId(),
    })
    await bookAppointment(world.as.ben, of(world.patients.cleo, '09:00'))
    await expect(bookAppointment(world.as.ben, of(world.patients.ada, '10:00'))).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(bookAppointment(world.as.guest, of(world.patients.ada, '10:00'))).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('two appointments at the same time are refused', async () => {
    const world = await makeClinic()
    const at = world.at(3, '09:00')
    await bookAppointment(world.as.ada, {
      ...visit(world, at),
      patientId: world.patients.ada,
      idempotencyKey: newId(),
    })
    const nurse = {
      ...visit(world, at),
      service: 'nurse',
      practitionerId: world.practitioners.noor,
      patientId: world.patients.ada,
      idempotencyKey: newId(),
    }
    const clash = bookAppointment(world.as.kim, nurse)
    await expect(clash).rejects.toMatchObject({
      code: expect.stringMatching(/patient_overlap|outside_hours/),
    })
  })

  it('the desk books by phone, and its name is on the booking', async () => {
    const world = await makeClinic()
    const booked = await bookAppointment(world.as.kim, {
      ...visit(world, world.at(3, '09:00')),
      patientId: world.patients.ada,
      idempotencyKey: newId(),
    })
    const [row] = await ownerQuery('SELECT source, created_by_account_id FROM booking WHERE id = $1', [
      booked.bookingId,
    ])
    expect(row).toEqual({ source: 'phone', created_by_account_id: world.accounts.kim })
  })
})
