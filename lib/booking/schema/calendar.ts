import { z } from 'zod'

const ofVersion = { bookingId: z.uuid(), version: z.coerce.number().int() }
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text))

/** Put elsewhere on the calendar, or made longer or shorter. `tell`: the patient is told. */
export const moveOnCalendarInput = z.strictObject({
  ...ofVersion,
  startsAt: instant,
  /** As long as it is from then on; the database's own bounds of a visit. */
  minutes: z.coerce
    .number('Enter a number of minutes')
    .int('Enter whole minutes')
    .min(5, 'A visit is at least 5 minutes long')
    .max(480, 'A visit is at most 8 hours long'),
  practitionerId: z.uuid(),
  tell: z.literal('on').optional(),
  overbookReason: z.string().trim().max(200, 'Use 200 characters or fewer').optional(),
})
export type MoveOnCalendarInput = z.infer<typeof moveOnCalendarInput>

/** Undo of that. */
export const takeBackMoveInput = z.strictObject(ofVersion)
export type TakeBackMoveInput = z.infer<typeof takeBackMoveInput>

/** A group session put elsewhere on the calendar, with everybody in it; `back`: to where it was a moment ago. */
export const moveSessionOnCalendarInput = z.strictObject({
  sessionId: z.uuid(),
  sequence: z.coerce.number().int(),
  startsAt: instant,
  practitionerId: z.uuid(),
  tell: z.literal('on').optional(),
  back: z.literal('on').optional(),
})
export type MoveSessionOnCalendarInput = z.infer<typeof moveSessionOnCalendarInput>
