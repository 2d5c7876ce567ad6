import { z } from 'zod'
import { mode, visitType } from '../booking/schema'

/** The most dates one search may span, both ends included. */
export const MOST_DAYS = 62

const date = z.iso
  .date('Enter a date, like 2026-11-24')
  .refine((text) => text >= '2000-01-01', 'Enter a date')
const id = z.uuid('This is not one of ours')

const wanted = {
  service: z.string().min(1, 'Choose a service').max(60),
  type: visitType,
  practitioner: id.optional(),
  location: id.optional(),
  mode: mode.optional(),
}

/** `GET …/slots`: calendar dates in the clinic's zone, both ends included. */
export const slotsQuery = z
  .strictObject({ ...wanted, from: date, to: date })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'The last date must not be before the first' })
  .refine(({ from, to }) => (Date.parse(to) - Date.parse(from)) / 86_400_000 < MOST_DAYS, {
    path: ['to'],
    error: `Ask for at most ${MOST_DAYS} days`,
  })
export type SlotsQuery = z.infer<typeof slotsQuery>

/** `GET …/slots/next`. */
export const nextSlotsQuery = z.strictObject(wanted)
export type NextSlotsQuery = z.infer<typeof nextSlotsQuery>

/** Leave of a practitioner, as staff enter it: instants, `[startsAt, endsAt)`. */
export const leaveInput = z
  .strictObject({
    practitionerId: id,
    startsAt: z.iso
      .datetime({ offset: true, error: 'Choose when it begins' })
      .transform((text) => new Date(text)),
    endsAt: z.iso
      .datetime({ offset: true, error: 'Choose when it ends' })
      .transform((text) => new Date(text)),
    note: z.string().trim().max(200, 'Use 200 characters or fewer').optional(),
  })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
    path: ['endsAt'],
    error: 'It must end after it begins',
  })
  .refine(({ startsAt, endsAt }) => endsAt.getTime() - startsAt.getTime() <= 366 * 86_400_000, {
    path: ['endsAt'],
    error: 'Enter at most a year at a time',
  })
export type LeaveInput = z.infer<typeof leaveInput>

const slot = z.strictObject({
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }),
  practitionerId: z.uuid(),
  locationId: z.uuid(),
  seatsLeft: z.int().positive(),
})

/** Answer of `GET …/slots` and `…/slots/next`. */
export const slotsAnswer = z.strictObject({
  timeZone: z.string().describe('The clinic’s zone (IANA), in which `from` and `to` are read'),
  slots: z.array(slot),
  callToBook: z
    .array(slot)
    .optional()
    .describe(
      'Free, but too soon to book online: the clinic books them on the phone. Absent where there are none',
    ),
})
