import { z } from 'zod'
import { mode } from '../booking/schema'

/** A clinic's name in addresses: `/harbour`, `/api/v1/clinics/harbour`. */
export const clinicParams = z.strictObject({ slug: z.string().max(63) })

/** `GET …/practitioners`. */
export const practitionersQuery = z.strictObject({ service: z.string().min(1).max(60).optional() })

const id = z.uuid()
const cents = z.int().nonnegative()
const length = z.strictObject({ minutes: z.int().positive(), priceCents: cents })

/** Answers of the public API (docs: /api/v1/openapi.json). */
export const clinicsAnswer = z.strictObject({
  clinics: z.array(
    z.strictObject({
      slug: z.string(),
      name: z.string(),
      timeZone: z.string(),
      locations: z.array(
        z.strictObject({
          id,
          name: z.string(),
          kind: z.enum(['in_person', 'telehealth']),
          timeZone: z.string(),
        }),
      ),
    }),
  ),
})

export const servicesAnswer = z.strictObject({
  services: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      category: z.string(),
      modes: z.array(mode),
      initial: length,
      followUp: length,
      currency: z.string().length(3),
    }),
  ),
})

export const practitionersAnswer = z.strictObject({
  practitioners: z.array(
    z.strictObject({ id, name: z.string(), title: z.string(), acceptingNewPatients: z.boolean() }),
  ),
})
