import { z } from 'zod'
import { personInput } from '../people/schema'

export const visitType = z.enum(['initial', 'follow_up'], 'Choose whether this is a first visit')
export const mode = z.enum(['in_person', 'video', 'phone', 'chat'], 'Choose how you would like to be seen')
export type VisitType = z.infer<typeof visitType>
export type Mode = z.infer<typeof mode>

/** An instant, ISO 8601 with any offset. */
const instant = z.iso.datetime({ offset: true, error: 'Choose a time' }).transform((text) => new Date(text))
const id = z.uuid('This is not one of ours')

/** What time with whom: the part that a hold and a booking share. */
const visit = {
  service: z.string().min(1, 'Choose a service').max(60),
  type: visitType,
  startsAt: instant,
  practitionerId: id,
  locationId: id,
  mode,
}

/** `POST /api/v1/clinics/{slug}/holds`. */
export const holdBody = z.strictObject(visit)
export const holdInput = holdBody.extend({ clinicSlug: z.string() })
export type HoldInput = z.infer<typeof holdInput>

const person = {
  patient: personInput,
  reason: z.string().trim().max(1000, 'Use 1,000 characters or fewer').optional(),
  referredBy: z.string().trim().max(200).optional(),
}

/** `POST /api/v1/clinics/{slug}/bookings`: a whole visit, or a hold that stands for one. */
export const bookingBody = z.union([
  z.strictObject({ holdId: id, ...person }),
  z.strictObject({ ...visit, ...person, holdId: z.undefined().optional() }),
])

/** Everything `bookAppointment` takes. `patientId`: somebody known, for signed-in people and staff. */
export type BookingInput = {
  clinicSlug: string
  idempotencyKey: string
  reason?: string | undefined
  referredBy?: string | undefined
  /** Staff only: why rules that would refuse it are set aside (`SET_ASIDE` of availability/rules/set-aside.ts). */
  overbookReason?: string | undefined
} & ({ holdId: string } | Omit<HoldInput, 'clinicSlug'>) &
  ({ patient: z.infer<typeof personInput> } | { patientId: string })

/** Bookings made through the JSON API say so. */
export type Channel = 'online' | 'api' | 'phone' | 'walk_in'

export const moveBody = z.strictObject({ startsAt: instant, practitionerId: id.optional() })
export const cancelBody = z.strictObject({
  reason: z.string().trim().max(500, 'Use 500 characters or fewer').optional(),
})
/** A booking is named by its reference (API, manage link) or by its id (our own pages). */
export type BookingName = { reference: string } | { bookingId: string }
export type MoveInput = BookingName &
  z.infer<typeof moveBody> & { version?: number | undefined; overbookReason?: string | undefined }
export type CancelInput = BookingName &
  z.infer<typeof cancelBody> & {
    version?: number | undefined
    /** Staff only, and needed where a fee is due: charge it, or let it go and say why. */
    fee?: 'charge' | 'waive' | undefined
    feeWaivedBecause?: string | undefined
  }

export const step = z.enum(['arrive', 'start', 'complete', 'no_show', 'undo'])
export type Step = z.infer<typeof step>
export const stepInput = z.strictObject({ bookingId: id, step, version: z.coerce.number().int() })
export type StepInput = z.infer<typeof stepInput>

/** A free time as one answer of a form: "<instant> <practitioner> <location>", see `timeValue`. */
export const chosenTime = z.string('Choose a time').transform((text, context) => {
  const [startsAt, practitionerId, locationId] = text.split(' ')
  const parsed = z
    .object({ startsAt: instant, practitionerId: id, locationId: id })
    .safeParse({ startsAt, practitionerId, locationId })
  if (parsed.success) return parsed.data
  context.addIssue({ code: 'custom', message: 'Choose a time' })
  return z.NEVER
})

/** The value of the form control that stands for a free time. */
export function timeValue(time: { startsAt: Date; practitionerId: string; locationId: string }): string {
  return `${time.startsAt.toISOString()} ${time.practitionerId} ${time.locationId}`
}

/** A time that staff type instead of choosing one: wall time at the place. */
const typedTime = {
  otherDate: z.iso.date('Enter a date').optional(),
  otherTime: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter a time, like 09:30')
    .optional(),
  otherWith: id.optional(),
  overbookReason: z.string().trim().max(200, 'Use 200 characters or fewer').optional(),
}
export type TypedTime = { [Name in keyof typeof typedTime]?: string | undefined }

/** The desk's form "book for a caller". */
export const callerBookingInput = z.strictObject({
  patientId: id,
  service: visit.service,
  type: visitType,
  mode,
  time: chosenTime.optional(),
  /** Where a typed time is. */
  locationId: id.optional(),
  reason: person.reason,
  referredBy: person.referredBy,
  ...typedTime,
  idempotencyKey: z.uuid(),
})
export type CallerBookingInput = z.infer<typeof callerBookingInput>

/** The desk's forms "move" and "cancel": the booking as it was when the page was made. */
const ofVersion = { bookingId: id, version: z.coerce.number().int() }
const following = z.enum(['yes', 'no']).optional()
export const staffMoveInput = z.strictObject({
  ...ofVersion,
  time: chosenTime.optional(),
  ...typedTime,
  following,
})
export type StaffMoveInput = z.infer<typeof staffMoveInput>
export const staffCancelInput = cancelBody.extend({
  ...ofVersion,
  following,
  fee: z.enum(['charge', 'waive']).optional(),
  feeWaivedBecause: z.string().trim().max(200, 'Use 200 characters or fewer').optional(),
})
export type StaffCancelInput = z.infer<typeof staffCancelInput>
