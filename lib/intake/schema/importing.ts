import { z } from 'zod'
import { KINDS } from './building'

const text = z.string().max(5000, 'Use 5,000 characters or fewer')

/**
 * `POST …/submissions`: a form that was filled in elsewhere. Whose it is: a patient number or a booking's reference, and the date of birth, which
 * has to go with it. `form`: by its kind, or its id where a clinic has several. Answers by the question's id: a date as 'YYYY-MM-DD', options by
 * their value.
 */
export const importBody = z
  .strictObject({
    source: z.enum(['jotform', 'api']),
    externalId: z.string().trim().min(1, 'Send the id it has there').max(200, 'Use 200 characters or fewer'),
    form: z.union([z.enum(KINDS), z.uuid()], 'Send the kind of the form, or its id'),
    patientNumber: z.string().max(20).optional(),
    bookingReference: z.string().max(20).optional(),
    dateOfBirth: z.iso.date('Send a date, like 1990-11-24'),
    answers: z.record(z.string().max(40), z.union([text, z.number(), z.array(text).max(50)])),
    submittedAt: z.iso.datetime({ offset: true, error: 'Send an instant with its offset' }).optional(),
  })
  .refine(({ patientNumber, bookingReference }) => patientNumber || bookingReference, {
    path: ['patientNumber'],
    message: 'Send a patient number or the reference of a booking',
  })
export type ImportBody = z.infer<typeof importBody>

export const importAnswer = z.strictObject({ id: z.uuid(), isNew: z.boolean() })

/** A new API key for another system's forms; and its end. */
export const makeKeyInput = z.strictObject({
  name: z
    .string('Enter a name for it, like “Website forms”')
    .transform((typed) => typed.normalize('NFC').trim())
    .pipe(z.string().min(1, 'Enter a name for it').max(60, 'Use 60 characters or fewer')),
})
export type MakeKeyInput = z.infer<typeof makeKeyInput>
export const endKeyInput = z.strictObject({ keyId: z.uuid('This is not one of ours') })
export type EndKeyInput = z.infer<typeof endKeyInput>
