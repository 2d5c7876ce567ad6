import { z } from 'zod'
import { parseDateOfBirth } from '../time'

/** What somebody may do for a patient: appointments; forms; what is in the record; payments. */
export const SCOPES = ['book', 'forms', 'results', 'pay'] as const
export type Scope = (typeof SCOPES)[number]

/** What somebody is to a patient. "self" is the patient. */
export const RELATIONSHIPS = ['self', 'parent', 'guardian', 'carer', 'partner'] as const
export type Relationship = (typeof RELATIONSHIPS)[number]

/** A person's name part as they write it: trimmed, NFC, any letters; control characters are refused. */
const namePart = (what: string) =>
  z
    .string(`Enter your ${what}`)
    .transform((text) => text.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .min(1, `Enter your ${what}`)
        .max(100, `Your ${what} must be 100 characters or fewer`)
        .regex(/^\P{Cc}*$/u, `Your ${what} has a character we cannot store`),
    )

/** An email address, normalised NFKC and lower case before it is looked at (security.md, item 17). */
export const emailInput = z
  .string('Enter your email address')
  .transform((text) => text.normalize('NFKC').trim().toLowerCase())
  .pipe(
    z
      .string()
      .max(254, 'Your email address must be 254 characters or fewer')
      .regex(
        /^[\x21-\x3f\x41-\x7e]+@[^\s@]+\.[^\s@]+$/,
        'Enter an email address in the correct format, like name@example.com',
      ),
  )

/** A calendar date that exists, "YYYY-MM-DD". */
const dateInput = z.iso.date('Enter a date, like 1990-11-24')

/** Who an appointment is for, as a guest or the desk enters it. The phone is read with the clinic's country in mind: `readPhone`. */
export const personInput = z.strictObject({
  firstName: namePart('first name'),
  lastName: namePart('last name'),
  dateOfBirth: dateInput.refine((date) => date >= '1900-01-01', 'Date of birth must be after 1900'),
  phone: z
    .string('Enter your mobile number')
    .trim()
    .min(1, 'Enter your mobile number')
    .max(40, 'Enter a phone number'),
  email: emailInput.optional(),
})
export type PersonInput = z.infer<typeof personInput>

/**
 * A date of birth from its three boxes, as 'YYYY-MM-DD'; blames the box that is wrong. Whether it is in the past is for the command, which
 * knows the time.
 */
export const dateOfBirthParts = z
  .object({ day: z.string(), month: z.string(), year: z.string() })
  .partial()
  .default({})
  .transform((typed, context) => {
    const read = parseDateOfBirth(typed, '9999-12-31')
    if (read.ok) return read.date
    context.addIssue({ code: 'custom', message: read.say, path: read.part ? [read.part] : [] })
    return z.NEVER
  })

/** What the desk types to find a patient: a name, a birth date, part of a phone or a patient number. */
export const patientSearchInput = z.strictObject({ q: z.string().trim().max(100).default('') })
export type PatientSearchInput = z.infer<typeof patientSearchInput>

/** A new patient as the desk enters them. `isSomebodyElse`: the look-alikes were shown and are other people. */
export const addPatientInput = personInput.extend({
  dateOfBirth: dateOfBirthParts,
  isSomebodyElse: z.stringbool().default(false),
  /** The group session they are to have a seat in. */
  session: z.uuid().optional(),
})
export type AddPatientInput = z.infer<typeof addPatientInput>
