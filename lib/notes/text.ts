import type { Section } from './rules'
import type { NoteContent } from './schema'

/** What the sections are called, and what goes into each. */
export const SECTION_WORDS: Record<Section, { label: string; hint: string }> = {
  subjective: { label: 'Subjective', hint: 'What the patient tells' },
  objective: { label: 'Objective', hint: 'What you find: examination, measurements, results' },
  assessment: { label: 'Assessment', hint: 'What you make of it' },
  plan: { label: 'Plan', hint: 'What is done about it, and what the patient was told' },
}

export const FOLLOW_UP_WORDS: Record<NoteContent['followUp'], string> = {
  none: 'Not needed',
  '1_week': 'In a week',
  '2_weeks': 'In two weeks',
  '4_weeks': 'In four weeks',
  '3_months': 'In three months',
  '6_months': 'In six months',
  '12_months': 'In a year',
}

/** Everything in a note by its name on the page, in its order. */
export const FIELD_WORDS: readonly (readonly [keyof NoteContent, string])[] = [
  ['chiefComplaint', 'Chief complaint'],
  ['subjective', SECTION_WORDS.subjective.label],
  ['objective', SECTION_WORDS.objective.label],
  ['assessment', SECTION_WORDS.assessment.label],
  ['plan', SECTION_WORDS.plan.label],
  ['followUp', 'Follow-up'],
  ['followUpFor', 'Follow-up for'],
]

/** What stands in a field, for reading. */
export function wordsIn(content: NoteContent, name: keyof NoteContent): string {
  return name === 'followUp' ? FOLLOW_UP_WORDS[content.followUp] : content[name]
}

/** "In two weeks, repeat blood pressure". */
export function followUpSentence({ followUp, followUpFor }: NoteContent): string {
  return [FOLLOW_UP_WORDS[followUp], followUpFor].filter(Boolean).join(': ')
}

/** What was written before, marked so that a reader knows: who copies vouches for it anew. `date`: of the visit, printed. */
export function copiedText(text: string, date: string): string {
  return `[Copied from the note of ${date}:]\n${text.trim()}\n[End of the copy]`
}

/** What a summary for the patient begins with. */
export function firstSummary(content: NoteContent): string {
  const next = content.followUp === 'none' ? '' : `Next visit: ${followUpSentence(content)}.`
  return [content.plan.trim(), next].filter(Boolean).join('\n\n')
}
