import { z } from 'zod'
import { chosenTime, mode, visitType } from '../schema'

/** The journey from a chosen time to a booked appointment: what its forms send, and what the browser keeps of it. */

const id = z.uuid('This is not one of ours')
const typed = (longest: number) => z.string().max(longest).optional()

/** What somebody typed about themselves, as they typed it. Lengths keep the draft inside one cookie. */
const typedAnswers = {
  firstName: typed(100),
  lastName: typed(100),
  dateOfBirth: z.strictObject({ day: typed(20), month: typed(20), year: typed(20) }).optional(),
  phone: typed(40),
  email: typed(254),
  /** The reason for the visit: short, for somebody who prepares, and never an emergency. */
  reason: typed(500),
  referredBy: typed(120),
}
const answers = z.strictObject(typedAnswers)
/** What was typed so far; nothing of it is checked yet. */
export type TypedAnswers = z.infer<typeof answers>

const chosenVisit = z.strictObject({
  service: z.string().max(60),
  type: visitType,
  mode,
  practitionerId: id,
  locationId: id,
  startsAt: z.coerce.date(),
  /** What was asked for: 'anyone', or the practitioner. */
  practitioner: z.string().max(40),
})

/** The account that was signed in: after signing out, and for whoever signs in next, there is no draft. */
const by = z.string().nullable()

const underWay = z.strictObject({
  state: z.literal('under_way'),
  clinicSlug: z.string(),
  by,
  visit: chosenVisit,
  /** Null once it was let go. */
  hold: z.strictObject({ id, expiresAt: z.coerce.date() }).nullable(),
  /** Whom a signed-in person books for: a patient's id or 'other'. */
  bookFor: z.string().max(40).optional(),
  answers,
  /** The answers were checked and found whole. */
  isWhole: z.boolean(),
  idempotencyKey: z.uuid(),
  heldAt: z.coerce.date(),
})
const booked = z.strictObject({
  state: z.literal('booked'),
  clinicSlug: z.string(),
  by,
  manageToken: z.string(),
})

/** A journey under way. */
export type UnderWay = z.infer<typeof underWay>
export type BookingDraft = z.infer<typeof bookingDraft.schema>

/** Where the browser keeps it: sealed, for 40 minutes from the last answer. */
export const bookingDraft = {
  cookie: '__Host-anteroom-booking',
  minutes: 40,
  schema: z.discriminatedUnion('state', [underWay, booked]),
}

/** The form of free times. */
export const chooseTimeInput = z.strictObject({
  clinicSlug: z.string().max(63),
  service: z.string('Choose a service').max(60),
  type: visitType,
  mode,
  location: id.optional(),
  practitioner: z.string().max(40).default('anyone'),
  time: chosenTime,
})
export type ChooseTimeInput = z.infer<typeof chooseTimeInput>

/** "Who is the appointment for?" */
export const choosePersonInput = z.strictObject({
  clinicSlug: z.string().max(63),
  bookFor: z.union([z.literal('other'), id], 'Choose who the appointment is for'),
})
export type ChoosePersonInput = z.infer<typeof choosePersonInput>

/** "Your details". `leaveEmpty` is not shown to people: whoever fills it in is none. */
export const detailsInput = z.strictObject({
  ...typedAnswers,
  firstName: z.string().max(100, 'First name must be 100 characters or fewer').optional(),
  lastName: z.string().max(100, 'Last name must be 100 characters or fewer').optional(),
  phone: z.string().max(40, 'Enter a mobile number, like 0412 345 678').optional(),
  email: z.string().max(254, 'Email address must be 254 characters or fewer').optional(),
  reason: z.string().max(500, 'Use 500 characters or fewer').optional(),
  referredBy: z.string().max(120, 'Use 120 characters or fewer').optional(),
  clinicSlug: z.string().max(63),
  leaveEmpty: z.string().optional(),
  /** A button for a time, where the one before was lost: the answers are kept, and that time. */
  time: chosenTime.optional(),
})
export type DetailsInput = z.infer<typeof detailsInput>

/** "Book appointment". `holdId`: the time as the page showed it. */
export const confirmInput = z.strictObject({ clinicSlug: z.string().max(63), holdId: id.optional() })
export type ConfirmInput = z.infer<typeof confirmInput>

/** "Start again, clear my answers". */
export const startAgainInput = z.strictObject({ clinicSlug: z.string().max(63) })
export type StartAgainInput = z.infer<typeof startAgainInput>

/** What a page tells on being left: what was typed in it, and whether the whole journey was left. */
export const leavingInput = z.strictObject({
  ...typedAnswers,
  clinicSlug: z.string().max(63),
  leaves: z.stringbool().default(false),
  holdId: z.string().optional(),
  leaveEmpty: z.string().optional(),
})
export type LeavingInput = z.infer<typeof leavingInput>
