import { z } from 'zod'
import { line } from '../clinics/schema/fields'

/** What is written on a chart, by section. Everything that somebody says of themselves at home is optional but the thing itself. */

const some = (longest: number) => line('', longest).optional()
/** Several lines of text: NFC, line ends as one character. */
const words = (ask: string, longest: number) =>
  z
    .string(ask)
    .transform((text) => text.normalize('NFC').replaceAll(/\r\n?/g, '\n').trim())
    .pipe(z.string().min(1, ask).max(longest, `Use ${longest} characters or fewer`))

export const SEVERITIES = ['mild', 'moderate', 'severe'] as const
export const HISTORY_KINDS = ['medical', 'surgical', 'family', 'social'] as const

const allergy = z.strictObject({
  substance: line('Enter what they are allergic to', 200),
  reaction: some(200),
  severity: z.enum(SEVERITIES, 'Choose how severe it is').optional(),
})
const medicine = z.strictObject({
  name: line('Enter the medicine', 200),
  dose: some(100),
  directions: some(200),
  reason: some(200),
})
const problem = z.strictObject({ name: line('Enter the problem', 200), since: some(40), remark: some(500) })
const history = z.strictObject({
  kind: z.enum(HISTORY_KINDS, 'Choose what kind of history it is'),
  text: words('Enter what happened', 2000),
  when: some(40),
})
const alert = z.strictObject({ text: line('Enter what everybody has to know', 200) })
const nextOfKin = z.strictObject({
  name: line('Enter their name', 200),
  relationship: some(60),
  phone: line('Enter a phone number', 40),
})
const privateNote = z.strictObject({ text: words('Write your note', 4000) })

/** Numbers as they are kept: whole, in the unit of their name. Which of them there are is decided by lib/chart/rules/measurements. */
export type Measured = {
  temperatureTenths?: number | undefined
  systolic?: number | undefined
  diastolic?: number | undefined
  pulse?: number | undefined
  respiration?: number | undefined
  oxygenPercent?: number | undefined
  weightGrams?: number | undefined
  heightMillimetres?: number | undefined
}

/** What an entry holds, by its section. */
export type Contents = {
  allergy: z.infer<typeof allergy>
  no_known_allergies: Record<never, never>
  medicine: z.infer<typeof medicine>
  problem: z.infer<typeof problem>
  history: z.infer<typeof history>
  alert: z.infer<typeof alert>
  next_of_kin: z.infer<typeof nextOfKin>
  private_note: z.infer<typeof privateNote>
  measurement: Measured
}
export type Section = keyof Contents

/** An entry's section with what it holds. */
export type Written = { [S in Section]: { section: S; content: Contents[S] } }[Section]

const proposed = <S extends string, C extends z.ZodType>(section: S, entry: C) =>
  z.object({ section: z.literal(section), entry })
/** What a patient may tell us of at home, for a clinician to accept or reject. */
export const proposalEntry = z.discriminatedUnion('section', [
  proposed('allergy', allergy),
  proposed('medicine', medicine),
  proposed('problem', problem),
  proposed('history', history),
])
export type ProposalEntry = z.input<typeof proposalEntry>

const id = z.uuid('This is not one of ours')
/** `replacesId`: the entry that this is the better wording of. `isConfidential`: a checkbox. */
const form = <S extends Section>(section: S) => ({
  patientId: id,
  section: z.literal(section),
  replacesId: id.optional(),
  isConfidential: z.literal('on').optional(),
})

/** The form of an entry, added or changed. */
export const entryInput = z.discriminatedUnion('section', [
  allergy.extend(form('allergy')),
  z.strictObject(form('no_known_allergies')),
  medicine.extend(form('medicine')),
  problem.extend(form('problem')),
  history.extend(form('history')),
  alert.extend(form('alert')),
  nextOfKin.extend(form('next_of_kin')),
  privateNote.extend(form('private_note')),
])
export type EntryInput = z.infer<typeof entryInput>

/** The form that ends an entry, or says that it should never have been there. */
export const closeEntryInput = z
  .strictObject({
    patientId: id,
    entryId: id,
    how: z.enum(['ended', 'entered_in_error'], 'Choose what happened'),
    reason: some(200),
  })
  .refine(({ how, reason }) => how === 'ended' || reason, {
    path: ['reason'],
    error: 'Say what was wrong with it',
  })
export type CloseEntryInput = z.infer<typeof closeEntryInput>

export const decideInput = z.strictObject({ proposalId: id, decision: z.enum(['accepted', 'rejected']) })
export type DecideInput = z.infer<typeof decideInput>

export const SEXES = ['female', 'male', 'another_term'] as const
/** Who somebody is, as they would like it said. Left empty: not recorded. */
export const personalInput = z.strictObject({
  patientId: id,
  sex: z.enum(SEXES).optional(),
  pronouns: some(40),
})
export type PersonalInput = z.infer<typeof personalInput>
