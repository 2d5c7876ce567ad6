import type { ChartSection, Definition, Question, QuestionType, ShowIf } from '../schema/definition'

export const TYPE_WORDS: Record<QuestionType, string> = {
  section: 'Section',
  text: 'Short text',
  long_text: 'Long text',
  choice: 'One of several answers',
  many_choices: 'Any of several answers',
  scale: 'Scale',
  date: 'Date',
  number: 'Number',
  file: 'File',
  consent: 'Consent',
}

export const SECTION_WORDS: Record<ChartSection, string> = {
  allergy: 'Allergies',
  medicine: 'Medicines',
  problem: 'Problems',
  history: 'History',
}

/** What a question is called in lists. */
export function titleOf(question: Question): string {
  return question.type === 'section' || question.type === 'consent' ? question.title : question.label
}

/** 'if “Any allergies?” is “Yes”'. */
export function conditionWords({ question, when }: ShowIf, { questions }: Definition): string {
  const source = questions.find(({ id }) => id === question)
  const about = `if “${source ? titleOf(source) : question}”`
  if (when.is === 'answered') return `${about} is answered`
  if (when.is === 'atLeast') return `${about} is ${when.value} or more`
  if (when.is === 'atMost') return `${about} is ${when.value} or less`
  const labels = source && 'options' in source ? source.options : []
  const names = when.values.map((value) => labels.find((one) => one.value === value)?.label ?? value)
  return `${about} is ${names.map((name) => `“${name}”`).join(' or ')}`
}
