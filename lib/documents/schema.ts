import { z } from 'zod'

/** What a document is, in the order in which it is asked. */
const FILE_KINDS = [
  'referral',
  'result',
  'letter',
  'picture',
  'insurance',
  'identity',
  'answer',
  'other',
] as const
export type FileKind = (typeof FILE_KINDS)[number]

/** What can be chosen by hand; `answer` is what came with a form. */
export const CHOSEN_KINDS = FILE_KINDS.filter((kind) => kind !== 'answer')

const kind = z.enum(CHOSEN_KINDS, 'Choose what it is')

/** A document that staff add. */
export const addDocumentInput = z.object({
  patientId: z.uuid(),
  kind,
  /** Whether the patient may open it from now on. */
  release: z.literal('on').optional(),
})
export type AddDocumentInput = z.output<typeof addDocumentInput>

/** A document that somebody gives to one of their clinics, for themselves or whom they act for. */
export const giveDocumentInput = z.object({
  /** "<clinic id> <patient id>". */
  to: z
    .string('Choose who it is about')
    .regex(/^[0-9a-f-]{36} [0-9a-f-]{36}$/, 'Choose who it is about')
    .transform((to) => ({ clinicId: to.slice(0, 36), patientId: to.slice(37) })),
  kind,
})
export type GiveDocumentInput = z.output<typeof giveDocumentInput>

/** Whether the patient may open what staff added. */
export const releaseInput = z.object({ fileId: z.uuid(), release: z.enum(['yes', 'no']) })
export type ReleaseInput = z.output<typeof releaseInput>
