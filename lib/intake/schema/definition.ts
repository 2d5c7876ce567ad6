import { z } from 'zod'

/** What a form asks, as it is kept in `form_version.definition`: a flat list in the order of asking. A section begins a page. */

const words = (most: number, say: string) =>
  z
    .string(say)
    .trim()
    .min(1, say)
    .max(most, `Use ${String(most).replace(/\B(?=\d{3}$)/, ',')} characters or fewer`)
const id = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'Use lower-case letters, digits and _')

/** What an answer has to be like: one of these, from or up to a number, or simply there. */
const condition = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('anyOf'), values: z.array(z.string().max(60)).min(1).max(30) }),
  z.strictObject({ is: z.literal('atLeast'), value: z.number() }),
  z.strictObject({ is: z.literal('atMost'), value: z.number() }),
  z.strictObject({ is: z.literal('answered') }),
])
export type Condition = z.infer<typeof condition>

/** Asked only where the answer to an earlier question is like that. */
const showIf = z.strictObject({ question: id, when: condition })
export type ShowIf = z.infer<typeof showIf>

/** Where in the chart an answer is proposed to. */
export const CHART_SECTIONS = ['allergy', 'medicine', 'problem', 'history'] as const
const mapsTo = z.enum(CHART_SECTIONS)
export type ChartSection = z.infer<typeof mapsTo>

const base = {
  id,
  showIf: showIf.optional(),
}
const asked = {
  ...base,
  label: words(300, 'Enter the question'),
  hint: z.string().trim().max(500, 'Use 500 characters or fewer').optional(),
  isOptional: z.boolean().default(false),
  redFlag: condition.optional(),
  mapsTo: mapsTo.optional(),
  /** Of what is proposed to the history: which part of it; medical unless it is said. */
  historyKind: z.enum(['medical', 'surgical', 'family', 'social']).optional(),
}
/** `isNone`: "None of these", which goes with no other answer and proposes nothing. */
const option = z.strictObject({
  value: z.string().regex(/^[a-z0-9_]{1,40}$/),
  label: words(200, 'Enter the answer'),
  isNone: z.boolean().optional(),
})
const options = z
  .array(option)
  .min(2, 'Enter at least two answers, each on a line of its own')
  .max(30, 'Use 30 answers or fewer')

const section = z.strictObject({
  ...base,
  type: z.literal('section'),
  title: words(120, 'Enter a title'),
  lead: z.string().trim().max(1000, 'Use 1,000 characters or fewer').optional(),
})
/** Agreed to at the end, in full; `text` is what its hash is of. */
const consent = z.strictObject({
  ...base,
  type: z.literal('consent'),
  title: words(120, 'Enter a title'),
  text: words(10_000, 'Enter the text that is agreed to'),
  label: words(300, 'Enter the words beside the box'),
})
const typed = {
  text: z.strictObject({ ...asked, type: z.literal('text') }),
  longText: z.strictObject({ ...asked, type: z.literal('long_text') }),
  choice: z.strictObject({ ...asked, type: z.literal('choice'), options }),
  choices: z.strictObject({ ...asked, type: z.literal('many_choices'), options }),
  scale: z.strictObject({
    ...{ ...asked, type: z.literal('scale'), min: z.number().int().min(0).max(1), max: z.number().int() },
    ...{ minLabel: z.string().trim().max(60).optional(), maxLabel: z.string().trim().max(60).optional() },
  }),
  date: z.strictObject({ ...asked, type: z.literal('date'), isPast: z.boolean().default(false) }),
  number: z.strictObject({
    ...{ ...asked, type: z.literal('number'), min: z.number().optional(), max: z.number().optional() },
    ...{ unit: z.string().trim().max(20).optional(), decimals: z.number().int().min(0).max(3).default(0) },
  }),
  file: z.strictObject({ ...asked, type: z.literal('file') }),
}

export const question = z.discriminatedUnion('type', [
  typed.text,
  typed.longText,
  typed.choice,
  typed.choices,
  typed.scale,
  typed.date,
  typed.number,
  typed.file,
  section,
  consent,
])
export type Question = z.infer<typeof question>
export type Section = z.infer<typeof section>
export type ConsentQuestion = z.infer<typeof consent>
/** A question that somebody answers on a page. */
export type AskedQuestion = Exclude<Question, Section | ConsentQuestion>
export type QuestionType = Question['type']

export const definition = z.strictObject({
  /** What the form is for, under its title. */
  lead: z.string().trim().max(1000, 'Use 1,000 characters or fewer').optional(),
  questions: z.array(question).max(200, 'Use 200 questions or fewer'),
})
export type Definition = z.infer<typeof definition>
