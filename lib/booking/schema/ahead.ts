import { z } from 'zod'
import { chosenTime, mode, visitType } from '../schema'

/** What staff plan ahead: group sessions and series. */

const id = z.uuid('This is not one of ours')
const date = z.iso.date('Enter a date')
const time = z.string('Enter a time').regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter a time, like 09:30')
const ofVersion = { bookingId: id, version: z.coerce.number().int() }

/** A group session: a wall time at a place. `capacity`: the service's where none is given. */
export const scheduleSessionInput = z.strictObject({
  service: z.string('Choose a service').min(1).max(60),
  practitionerId: id,
  locationId: id,
  mode,
  onDate: date,
  at: time,
  minutes: z.coerce.number().int().min(5, 'At least 5 minutes').max(480, 'At most 8 hours').optional(),
  capacity: z.coerce.number().int().min(1, 'At least one seat').max(200, 'At most 200 seats').optional(),
})
export type ScheduleSessionInput = z.infer<typeof scheduleSessionInput>

/** A session goes to another wall time at its place. `sequence`: of the session as it was looked at. */
export const moveSessionInput = z.strictObject({
  sessionId: id,
  sequence: z.coerce.number().int(),
  practitionerId: id,
  onDate: date,
  at: time,
})
export type MoveSessionInput = z.infer<typeof moveSessionInput>

/** A session does not take place: everybody in it is told. */
export const cancelSessionInput = z.strictObject({
  sessionId: id,
  reason: z.string('Say why').trim().max(500, 'Use 500 characters or fewer'),
})
export type CancelSessionInput = z.infer<typeof cancelSessionInput>

const everyWeeks = z.coerce.number('Enter a number of weeks').int().min(1).max(26, 'At most 26 weeks apart')

/** The most visits of one series: a year of weeks and one more. */
const MOST_VISITS = 53

/** The series as it was looked at: the visits that are to be booked, all or none. */
export const bookSeriesInput = z.strictObject({
  patientId: id,
  service: z.string().min(1).max(60),
  type: visitType,
  mode,
  practitionerId: id,
  locationId: id,
  everyWeeks,
  startsAt: z
    .union([z.string(), z.array(z.string())], 'Choose at least 2 visits')
    .transform((texts) => [texts].flat())
    .pipe(
      z
        .array(z.iso.datetime({ offset: true }).transform((text) => new Date(text)))
        .min(2, 'Choose at least 2 visits')
        .max(MOST_VISITS),
    ),
})
export type BookSeriesInput = z.infer<typeof bookSeriesInput>

/** This visit and all that follow it in its series, by the same shift of wall time. */
export const moveFollowingInput = z
  .strictObject({ ...ofVersion, time: chosenTime })
  .transform(({ time: { startsAt, practitionerId }, ...rest }) => ({ ...rest, startsAt, practitionerId }))
export type MoveFollowingInput = z.infer<typeof moveFollowingInput>
