import { z } from 'zod'

/** What the pages of notes send. Texts are kept as they were typed, but for the line ends, which forms send in their own way. */

const words = (most: number) =>
  z
    .string()
    .transform((text) => text.replaceAll(/\r\n?/g, '\n'))
    .pipe(z.string().max(most, `Use ${most} characters or fewer`))

/** How soon somebody is to be seen again. */
export const FOLLOW_UPS = [
  'none',
  '1_week',
  '2_weeks',
  '4_weeks',
  '3_months',
  '6_months',
  '12_months',
] as const
const MOST = 40_000

const content = z.strictObject({
  chiefComplaint: words(500).default(''),
  subjective: words(MOST).default(''),
  objective: words(MOST).default(''),
  assessment: words(MOST).default(''),
  plan: words(MOST).default(''),
  followUp: z.enum(FOLLOW_UPS, 'Choose one of these').default('none'),
  followUpFor: words(200).default(''),
})
/** What a clinician writes: chief complaint, the four sections, whether and when to be seen again, and for what. */
export type NoteContent = z.infer<typeof content>

/** A note in which nothing is written yet. */
export const emptyNote: NoteContent = content.parse({})

const noteId = z.uuid('This is not one of ours')
/** The version that the page had shown. */
const version = z.coerce.number('Reload the page').int().min(1)

export const startNoteInput = z.strictObject({ bookingId: z.uuid('This is not one of ours') })
export type StartNoteInput = z.infer<typeof startNoteInput>

/** The whole note, as it stands on the page. */
export const saveNoteInput = content.extend({ noteId, version })
export type SaveNoteInput = z.infer<typeof saveNoteInput>

/** A save that counts: the version to save on next, and when it was, in the words of the clinic's clock. */
export type SavedNote = { noteId: string; version: number; savedAt: string }

/** What a stale save is shown (`note_changed`): the note as it stands now. */
export type Theirs = Pick<SavedNote, 'version' | 'savedAt'> & { content: NoteContent }

/** The same from the form without script; `next`: the button that also goes on to the signature. */
export const saveNoteForm = saveNoteInput.extend({ next: z.literal('sign').optional() })
export type SaveNoteForm = z.infer<typeof saveNoteForm>

export const noteStepInput = z.strictObject({ noteId, version })
export type NoteStepInput = z.infer<typeof noteStepInput>

/** The password only where the page asked for it. */
export const signNoteInput = noteStepInput.extend({
  password: z.string().max(1024, 'Enter your password').optional(),
})
export type SignNoteInput = z.infer<typeof signNoteInput>

export const addendumInput = z.strictObject({
  noteId,
  reason: words(200).default('').pipe(z.string().trim().min(1, 'Say why something is added')),
  text: words(MOST).default('').pipe(z.string().trim().min(1, 'Write what is to be added')),
})
export type AddendumInput = z.infer<typeof addendumInput>

/** What the patient is to read. */
export const releaseSummaryInput = z.strictObject({
  noteId,
  text: words(10_000).default('').pipe(z.string().trim().min(1, 'Write what the patient is to read')),
})
export type ReleaseSummaryInput = z.infer<typeof releaseSummaryInput>

export const withdrawSummaryInput = z.strictObject({ noteId })
export type WithdrawSummaryInput = z.infer<typeof withdrawSummaryInput>

export const closeFollowUpInput = z.strictObject({ followUpId: z.uuid('This is not one of ours') })
export type CloseFollowUpInput = z.infer<typeof closeFollowUpInput>

const some = words(10_000).optional()
/** Ready words by the box they go into. */
export const templateTexts = z.strictObject({
  chiefComplaint: words(500).optional(),
  subjective: some,
  objective: some,
  assessment: some,
  plan: some,
})
export type TemplateTexts = z.infer<typeof templateTexts>

const templateId = z.uuid('This is not one of ours')
/** Without an id a new one; `isClinics`: everybody's, not one's own. */
export const saveTemplateInput = templateTexts
  .extend({
    templateId: templateId.optional(),
    isClinics: z.literal('on').optional(),
    name: z.string('Enter a name').trim().min(1, 'Enter a name').max(80, 'Use 80 characters or fewer'),
  })
  .refine(
    ({ chiefComplaint, subjective, objective, assessment, plan }) =>
      [chiefComplaint, subjective, objective, assessment, plan].some(Boolean),
    { path: ['subjective'], error: 'Write something in one of the boxes' },
  )
export type SaveTemplateInput = z.infer<typeof saveTemplateInput>

export const removeTemplateInput = z.strictObject({ templateId })
export type RemoveTemplateInput = z.infer<typeof removeTemplateInput>
