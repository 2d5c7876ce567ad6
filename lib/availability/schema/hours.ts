import { z } from 'zod'
import { timeZones } from '../../time'

/** What the forms about hours send: texts as they were typed; wall times are read in the zone of the place. Rows are kept by their number. */

const id = z.uuid('This is not one of ours')
const chosen = (ask: string) => z.uuid(ask)
const date = z.iso
  .date('Enter a date, like 2026-11-24')
  .refine((text) => text >= '2000-01-01' && text <= '2999-12-31', 'Enter a date of this century')
const wallTime = z.string('Enter a time').regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter a time, like 09:30')
/** Minutes after midnight. */
const startMinute = wallTime.transform(minuteOf)
/** Minutes after midnight; 00:00 as an end is the midnight after. */
const endMinute = wallTime.transform((text) => minuteOf(text) || 1440)
const note = z.string().trim().max(200, 'Use 200 characters or fewer').default('')
const several = <T extends z.ZodType>(one: T) =>
  z.preprocess((sent) => (sent === undefined ? [] : Array.isArray(sent) ? sent : [sent]), z.array(one))

/** Which bookings were seen to be affected, as the page said: see `refuseUnlessSeen`. Absent: none were. */
const confirmed = z.string().max(80).optional()

/** Rows by number, those without any of `parts` left out: an empty row is no row. */
const rows = <T extends z.ZodType>(parts: readonly string[], row: T) =>
  z.preprocess(
    (sent) =>
      Object.fromEntries(
        Object.entries(typeof sent === 'object' && sent !== null ? sent : {}).filter(([, one]) =>
          parts.some((part) => (one as Record<string, unknown>)[part] !== undefined),
        ),
      ),
    z
      .record(z.string().regex(/^\d{1,4}$/), row)
      .refine((all) => Object.keys(all).length <= 150, 'That is too many at once'),
  )

const block = z
  .strictObject({
    weekday: z.coerce.number('Choose a day').int().min(1, 'Choose a day').max(7, 'Choose a day'),
    from: startMinute,
    to: endMinute,
    locationId: chosen('Choose a place'),
    serviceIds: several(id),
    validFrom: date.optional(),
    validUntil: date.optional(),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'It must end after it begins' })
  .refine(({ validFrom, validUntil }) => !validFrom || !validUntil || validFrom <= validUntil, {
    path: ['validUntil'],
    error: 'The last date must not be before the first',
  })
/** A block of a week: minutes of wall time at its place, between two dates or always. No services: all that the practitioner offers. */
export type Block = z.infer<typeof block>

/** The week of a practitioner, whole. `was`: the stamp of the week that the page had shown. */
export const weekInput = z.strictObject({
  practitionerId: id,
  was: z.string().max(80),
  blocks: rows(['from', 'to'], block),
  confirmed,
})
export type WeekInput = z.infer<typeof weekInput>

/** Leave in whole days, or from a time to a time, as the clinic's clock shows it. */
export const leaveForm = z
  .strictObject({
    practitionerId: id,
    fromDate: date,
    untilDate: date.optional(),
    from: wallTime.optional(),
    to: wallTime.optional(),
    note,
    confirmed,
  })
  .refine(({ fromDate, untilDate }) => !untilDate || fromDate <= untilDate, {
    path: ['untilDate'],
    error: 'The last day must not be before the first',
  })
  .refine(
    ({ fromDate, untilDate }) =>
      !untilDate || Date.parse(untilDate) - Date.parse(fromDate) <= 366 * 86_400_000,
    {
      path: ['untilDate'],
      error: 'Enter at most a year at a time',
    },
  )
export type LeaveForm = z.infer<typeof leaveForm>

/** Extra times on dates, at one place. */
export const openingForm = z
  .strictObject({
    practitionerId: id,
    locationId: chosen('Choose a place'),
    dates: rows(['on'], z.strictObject({ on: date })),
    from: startMinute,
    to: endMinute,
    capacity: z
      .string()
      .trim()
      .regex(/^[1-9]\d{0,2}$/, 'Enter a number from 1 to 999, or nothing')
      .transform(Number)
      .optional(),
    note,
  })
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'It must end after it begins' })
  .refine(({ dates }) => Object.keys(dates).length > 0, { path: ['dates.0.on'], error: 'Enter a date' })
export type OpeningForm = z.infer<typeof openingForm>

const period = z
  .strictObject({ from: date, until: date.optional() })
  .refine(({ from, until }) => !until || from <= until, {
    path: ['until'],
    error: 'The last day must not be before the first',
  })
  .refine(({ from, until }) => !until || Date.parse(until) - Date.parse(from) <= 366 * 86_400_000, {
    path: ['until'],
    error: 'Enter at most a year at a time',
  })

/** Whole days on which the clinic, or one place, is closed. */
export const closureForm = z
  .strictObject({ locationId: id.optional(), periods: rows(['from', 'until'], period), note, confirmed })
  .refine(({ periods }) => Object.keys(periods).length > 0, {
    path: ['periods.0.from'],
    error: 'Enter a date',
  })
export type ClosureForm = z.infer<typeof closureForm>

const MOST_BYTES = 500_000
const ask = 'Choose a calendar file (.ics)'
/** A calendar of public holidays. */
export const holidaysForm = z.strictObject({
  locationId: id.optional(),
  file: z
    .instanceof(File, { error: ask })
    .refine(({ size }) => size > 0, ask)
    .refine(({ size }) => size <= MOST_BYTES, 'Choose a file of at most 500 kB'),
  confirmed,
})
export type HolidaysForm = z.infer<typeof holidaysForm>

/** Dates on which somebody's hours by video or phone are those of another zone. */
export const travelForm = z
  .strictObject({
    practitionerId: id,
    fromDate: date,
    untilDate: date,
    timeZone: z
      .string('Choose a time zone')
      .refine((zone) => zone === 'UTC' || timeZones().includes(zone), 'Choose a time zone'),
    confirmed,
  })
  .refine(({ fromDate, untilDate }) => fromDate <= untilDate, {
    path: ['untilDate'],
    error: 'The last day must not be before the first',
  })
export type TravelForm = z.infer<typeof travelForm>

/** Taking back leave, an opening or a closure; or a stay elsewhere. */
export const endInput = z.strictObject({ exceptionId: id, confirmed })
export type EndInput = z.infer<typeof endInput>
export const endTravelInput = z.strictObject({ travelId: id, confirmed })
export type EndTravelInput = z.infer<typeof endTravelInput>

function minuteOf(text: string): number {
  const [hour, minute] = text.split(':')
  return Number(hour) * 60 + Number(minute)
}
