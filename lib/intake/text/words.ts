import { printPlainDate } from '../../time'
import type { Answer } from '../schema/answers'
import type { AskedQuestion } from '../schema/definition'

/** An answer as people read it; null where there is none. */
export function printAnswer(question: AskedQuestion, answer: Answer | undefined): string | null {
  if (answer === undefined || answer === '') return null
  switch (question.type) {
    case 'choice':
    case 'many_choices': {
      const chosen = [answer].flat()
      const labels = question.options.filter(({ value }) => chosen.includes(value)).map(({ label }) => label)
      return labels.join('\n') || null
    }
    case 'date':
      return printPlainDate(String(answer))
    case 'file':
      return filesOf(answer)
        .map(({ name }) => name)
        .join('\n')
    case 'number':
      return question.unit ? `${answer} ${question.unit}` : String(answer)
    case 'scale':
      return `${answer} of ${question.max}`
    default:
      return String(answer)
  }
}

export const RELATIONSHIP_WORDS = {
  parent: 'Parent',
  guardian: 'Legal guardian',
  carer: 'Carer',
  attorney: 'Somebody with power of attorney',
} as const

export const KIND_WORDS = {
  mini_intake: 'Short intake',
  full_intake: 'Full intake',
  triage: 'Triage',
  consent: 'Consent',
  other: 'Other',
} as const

/** Why staff have to look at a form, without a word of what is in it. */
export const TASK_WORDS: Record<string, string> = {
  red_flag: 'Answers to look at before the visit',
  consent_withdrawn: 'Consent was withdrawn',
}

/** "2 of 4 sections". */
export const sectionsSentence = (done: number, asked: number) =>
  `${done} of ${asked} ${asked === 1 ? 'section' : 'sections'} answered`

/** The files of an answer. */
export function filesOf(answer: Answer | undefined): { id: string; name: string }[] {
  return [answer ?? []]
    .flat()
    .map((file) => ({ id: String(file).slice(0, 36), name: String(file).slice(37) }))
}
