import { z } from 'zod'

/**
 * One answer: a text, the value of an option or a date ('YYYY-MM-DD'); a number; several options, or the ids of files.
 */
const answer = z.union([z.string(), z.number(), z.array(z.string())])
export type Answer = z.infer<typeof answer>
/** By the question's id. */
export const answers = z.record(z.string(), answer)
export type Answers = z.infer<typeof answers>

/**
 * What is sealed into a submission. `done`: the sections that somebody has saved. `carriedFrom`: when the answers were given that this
 * began with ("still right?").
 */
export const filled = z.strictObject({
  answers,
  done: z.array(z.string()),
  carriedFrom: z.string().nullable(),
})
export type Filled = z.infer<typeof filled>

const id = z.uuid('This is not one of ours')

/** Whoever begins says what is asked of them: for a booking (a link knows which), or because staff asked. */
export const startInput = z.strictObject({
  formId: id,
  bookingId: id.optional(),
  requestId: id.optional(),
})
export type StartInput = z.infer<typeof startInput>

/** One page of a form. `a`: what was typed, by question; which questions there are only the version knows. `seen`: as the page showed it. */
export const savePageInput = z.strictObject({
  submissionId: id,
  page: z.string().max(40),
  seen: z.string().max(40),
  a: z.record(z.string(), z.unknown()).default({}),
  /** Files that are taken away again. */
  gone: z.union([id.transform((one) => [one]), z.array(id)]).optional(),
})
export type SavePageInput = z.infer<typeof savePageInput>

/** Sends a form. `agree`: the consents that are ticked, by question. */
export const sendInput = z.strictObject({
  submissionId: id,
  agree: z.record(z.string(), z.literal('yes')).default({}),
  name: z
    .string()
    .transform((text) => text.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .max(200, 'Use 200 characters or fewer')
        .regex(/^\P{Cc}*$/u, 'Use letters'),
    )
    .optional(),
  /** Whether whoever agrees is the patient. */
  who: z.enum(['patient', 'other']).optional(),
  relationship: z
    .enum(['parent', 'guardian', 'carer', 'attorney'], 'Choose what you are to the patient')
    .optional(),
})
export type SendInput = z.infer<typeof sendInput>

export const withdrawInput = z.strictObject({ consentId: id })
export type WithdrawInput = z.infer<typeof withdrawInput>
