import { z } from 'zod'
import { CHART_SECTIONS, type QuestionType } from './definition'

const id = z.uuid('This is not one of ours')
const text = (most: number) =>
  z
    .string()
    .transform((typed) => typed.normalize('NFC').trim())
    .pipe(z.string().max(most, `Use ${most} characters or fewer`))
const title = z.string('Enter a title').pipe(text(120))
const number = z
  .string()
  .trim()
  .regex(/^-?\d{1,6}(\.\d{1,3})?$/, 'Enter a number')
  .transform(Number)
  .optional()
const flag = z
  .string()
  .optional()
  .transform((sent) => sent !== undefined)
const several = z.preprocess(
  (sent) => (sent === undefined ? [] : [sent].flat()),
  z.array(z.string().max(120)),
)

/** The draft as the page showed it (`draftVersion`): an old page overwrites nothing. */
const ofDraft = { formId: id, seen: z.string().max(40) }

export const KINDS = ['mini_intake', 'full_intake', 'triage', 'consent', 'other'] as const
export type FormKind = (typeof KINDS)[number]

/** A new form, begun as the one that ships of its kind. */
export const addFormInput = z.strictObject({ kind: z.enum(KINDS, 'Choose what it begins as'), title })
export type AddFormInput = z.infer<typeof addFormInput>

export const formInput = z.strictObject({ formId: id })
export type FormInput = z.infer<typeof formInput>

export const draftInput = z.strictObject(ofDraft)
export type DraftInput = z.infer<typeof draftInput>

export const detailsInput = z.strictObject({ ...ofDraft, title, lead: text(1000).optional() })
export type DetailsInput = z.infer<typeof detailsInput>

/** The types there are, in the order they are offered. */
export const TYPES = [
  ...['section', 'text', 'long_text', 'choice', 'many_choices', 'scale'],
  ...['date', 'number', 'file', 'consent'],
] as QuestionType[]

/**
 * A question as its page has it. `options`: a line each, with - before one that goes with no other, and ! before one that staff have to look at.
 * `after`: "question=value" of earlier answers, one of which has to be given; `afterNumber` with `afterIs` and `afterValue`: the same of a number.
 */
export const questionInput = z.strictObject({
  ...ofDraft,
  questionId: z.string().max(40).optional(),
  type: z.enum(TYPES, 'Choose a type'),
  label: z.string('Enter the question').pipe(text(300)).optional(),
  title: title.optional(),
  hint: text(500).optional(),
  lead: text(1000).optional(),
  text: text(10_000).optional(),
  isOptional: flag,
  isPast: flag,
  options: text(6000).optional(),
  ...{ min: number, max: number, decimals: number, warnFrom: number, warnUpTo: number },
  ...{ unit: text(20).optional(), minLabel: text(60).optional(), maxLabel: text(60).optional() },
  warnIfAnswered: flag,
  mapsTo: z.enum(CHART_SECTIONS, 'Choose a part of the chart').optional(),
  after: several,
  afterNumber: z.string().max(40).optional(),
  afterIs: z.enum(['atLeast', 'atMost']).optional(),
  afterValue: number,
})
export type QuestionInput = z.infer<typeof questionInput>

export const moveQuestionInput = z.strictObject({
  ...ofDraft,
  questionId: z.string().max(40),
  to: z.enum(['up', 'down', 'away']),
})
export type MoveQuestionInput = z.infer<typeof moveQuestionInput>

/** By service: whether it asks for the form, and at which visits. */
export const servicesInput = z.strictObject({
  formId: id,
  services: z.record(z.uuid(), z.enum(['no', 'all', 'initial', 'follow_up'])).default({}),
})
export type ServicesInput = z.infer<typeof servicesInput>

/** A page of the preview. `before`: what was answered on the pages before, as far as conditions look at it. */
export const previewInput = z.strictObject({
  versionId: id,
  page: z.string().max(40),
  before: z.string().max(4000).default('{}'),
  a: z.record(z.string(), z.unknown()).default({}),
})
export type PreviewInput = z.infer<typeof previewInput>
