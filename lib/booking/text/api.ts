import type { z } from 'zod'
import { isoWithOffset } from '../../time'
import type { Held } from '../commands/hold'
import type { Booked } from '../commands/idempotency'
import type { Moved } from '../commands/move'
import type { getManagedBooking } from '../queries/mine'
import type { bookedAnswer, bookingAnswer, holdAnswer, movedAnswer } from '../schema/api'

/** What the public API says of bookings: these fields and no others, times with the offset of the location's zone. */

export function heldAsAnswer({ holdId, expiresAt }: Held): z.infer<typeof holdAnswer> {
  return { holdId, expiresAt: expiresAt.toISOString() }
}

export function bookedAsAnswer(booked: Booked): z.infer<typeof bookedAnswer> {
  const { reference, status, practitionerId, locationId, mode, manageToken, amountDueCents } = booked
  return {
    reference,
    status,
    ...times(booked),
    practitionerId,
    locationId,
    mode,
    manageToken,
    amountDueCents,
  }
}

export function movedAsAnswer(moved: Moved): z.infer<typeof movedAnswer> {
  const { reference, status, practitionerId, locationId } = moved
  return { reference, status, ...times(moved), practitionerId, locationId }
}

export function bookingAsAnswer(
  view: Awaited<ReturnType<typeof getManagedBooking>>,
): z.infer<typeof bookingAnswer> {
  const { reference, status, type, mode, clinic, service, practitioner, location } = view
  const { priceCents, currency, canChange, feeCents } = view
  const { timeZone } = location
  return {
    ...{ reference, status, type, mode, ...times({ ...view, timeZone }), timeZone },
    clinic: { slug: clinic.slug, name: clinic.name, phone: clinic.phone },
    service: { code: service.code, name: service.name },
    practitioner: { id: practitioner.id, name: practitioner.name, title: practitioner.title },
    location: { id: location.id, name: location.name, kind: location.kind, address: location.address },
    ...{ priceCents, currency, canChange, cancellationFeeCents: canChange ? feeCents : 0 },
  }
}

function times({ startsAt, endsAt, timeZone }: { startsAt: Date; endsAt: Date; timeZone: string }) {
  return { startsAt: isoWithOffset(startsAt, timeZone), endsAt: isoWithOffset(endsAt, timeZone) }
}
