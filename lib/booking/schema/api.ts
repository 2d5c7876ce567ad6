import { z } from 'zod'
import { mode, visitType } from '../schema'

/** Answers of the public API about bookings, and what names one in its addresses. */

export const bookingParams = z.strictObject({
  reference: z
    .string()
    .transform((text) => text.toUpperCase())
    .pipe(z.string().regex(/^[A-HJKMNP-Z2-9]{8}$/, 'A reference has 8 letters and numbers')),
})

const id = z.uuid()
/** ISO 8601 with the offset of the location's zone. */
const time = z.iso.datetime({ offset: true })
const reference = z.string().regex(/^[A-HJKMNP-Z2-9]{8}$/)
const status = z.enum([
  ...(['requested', 'held', 'confirmed', 'arrived', 'in_progress', 'completed'] as const),
  ...(['cancelled', 'no_show', 'expired'] as const),
])
const cents = z.int().nonnegative()

export const holdAnswer = z.strictObject({ holdId: id, expiresAt: time })

export const bookedAnswer = z.strictObject({
  reference,
  status,
  startsAt: time,
  endsAt: time,
  practitionerId: id,
  locationId: id,
  mode,
  manageToken: z
    .string()
    .describe('Send it as `Authorization: Bearer …` to see, move or cancel this booking'),
  amountDueCents: cents,
})

export const bookingAnswer = z.strictObject({
  reference,
  status,
  type: visitType,
  mode,
  startsAt: time,
  endsAt: time,
  timeZone: z.string(),
  clinic: z.strictObject({ slug: z.string(), name: z.string(), phone: z.string() }),
  service: z.strictObject({ code: z.string(), name: z.string() }),
  practitioner: z.strictObject({ id, name: z.string(), title: z.string() }),
  location: z.strictObject({
    id,
    name: z.string(),
    kind: z.enum(['in_person', 'telehealth']),
    address: z.string().nullable(),
  }),
  priceCents: cents,
  currency: z.string().length(3),
  canChange: z.boolean().describe('Whether it may still be moved or cancelled by its patient'),
  cancellationFeeCents: cents.describe('What cancelling it now costs'),
})

export const movedAnswer = z.strictObject({
  reference,
  status,
  startsAt: time,
  endsAt: time,
  practitionerId: id,
  locationId: id,
})

export const cancelledAnswer = z.strictObject({ status: z.literal('cancelled'), feeCents: cents })
