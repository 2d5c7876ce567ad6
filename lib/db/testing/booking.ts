import { randomBytes } from 'node:crypto'
import { hashToken, newId, newReference } from '../../ids'
import { linkToken } from '../../vault/seal'
import { insertAll, type World } from './world'

/** What a test may want different of a booking; by default Ada's gp follow-up with Dr Mora, confirmed. */
export type BookingDraft = {
  startsAt: Date
  minutes?: number
  patientId?: string
  practitionerId?: string
  booking?: Record<string, unknown>
}

/** What a booking stands in. */
export type BookingWorld = Pick<World, 'clinic' | 'practitioners' | 'services' | 'locations' | 'patients'>

/**
 * A booking as the booking command leaves it (history, manage link, message to send, claim on the calendar), written directly: for tests of
 * what stands around it. Returns its ids and its manage token.
 */
export async function insertBooking(world: BookingWorld, draft: BookingDraft) {
  const { startsAt, minutes = 20, practitionerId = world.practitioners.mora } = draft
  const endsAt = new Date(startsAt.getTime() + minutes * 60_000)
  const id = newId()
  const reference = newReference()
  const manageToken = linkToken('manage', id)
  const ours = { clinic_id: world.clinic.id, booking_id: id }
  await insertAll({
    booking: [
      {
        id,
        clinic_id: world.clinic.id,
        reference,
        patient_id: draft.patientId ?? world.patients.ada,
        service_id: world.services.gp,
        practitioner_id: practitionerId,
        location_id: world.locations.street,
        type: 'follow_up',
        mode: 'in_person',
        status: 'confirmed',
        source: 'online',
        starts_at: startsAt,
        ends_at: endsAt,
        ...{ version: 1, sequence: 0 },
        price_cents: 6500,
        currency: 'AUD',
        cancel_notice_hours: 24,
        late_cancel_fee_cents: 3000,
        overbook: false,
        patient_overlap: false,
        created_at: startsAt,
        ...draft.booking,
      },
    ],
    booking_event: [{ id: newId(), ...ours, kind: 'booked', at: startsAt, by_kind: 'guest' }],
    booking_link: [
      {
        id: newId(),
        ...ours,
        purpose: 'manage',
        token_hash: `\\x${hashToken(manageToken).toString('hex')}`,
        expires_at: new Date(endsAt.getTime() + 30 * 86_400_000),
      },
    ],
    outbox_message: [
      {
        id: newId(),
        ...ours,
        booking_version: 1,
        kind: `booking.confirmation.${randomBytes(3).toString('hex')}`,
        channel: 'email',
        state: 'queued',
        attempts: 0,
        created_at: startsAt,
      },
    ],
    calendar_claim: [
      {
        id: newId(),
        ...ours,
        resource_kind: 'practitioner',
        resource_id: practitionerId,
        starts_at: startsAt,
        ends_at: endsAt,
        kind: 'booking',
        overbook: false,
      },
    ],
  })
  return { id, reference, manageToken, startsAt, endsAt }
}
