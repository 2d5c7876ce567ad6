import { parseDateOfBirth } from '../../time'
import type { Answer, Answers } from '../schema/answers'
import type { AskedQuestion } from '../schema/definition'

/** What somebody typed, read and looked at question by question: in the browser's preview and on the server by the same words. */

const LONGEST = { text: 200, long_text: 5000 } as const

/** A problem is a sentence, for a part of the control (`day`) where it has parts. */
export type Read = { answer: Answer | undefined } | { say: string; part?: string }

/** Reads one answer from what its control sent. Nothing sent is no answer, which only an optional question takes. `today`: 'YYYY-MM-DD'. */
export function readAnswer(question: AskedQuestion, typed: unknown, today: string): Read {
  if (question.type === 'date') return readDate(question, typed, today)
  if (question.type === 'many_choices') return readChoices(question, typed)
  if (question.type === 'file') return readFiles(question, typed)
  const text = typeof typed === 'string' ? typed.normalize('NFC').trim() : ''
  if (text === '') return question.isOptional ? { answer: undefined } : { say: emptyWords(question) }
  switch (question.type) {
    case 'choice':
      return question.options.some(({ value }) => value === text)
        ? { answer: text }
        : { say: 'Choose one of the answers' }
    case 'scale':
    case 'number':
      return readNumber(question, text)
    default:
      return text.length > LONGEST[question.type]
        ? { say: `Use ${LONGEST[question.type] === 200 ? '200' : '5,000'} characters or fewer` }
        : { answer: text.replaceAll('\r\n', '\n') }
  }
}

/** Reads a page: the answers that are right, and what is wrong with the others, by control (`a.height`, `a.since.day`). */
export function readPage(questions: readonly AskedQuestion[], typed: Record<string, unknown>, today: string) {
  const answers: Answers = {}
  const problems: Record<string, string> = {}
  for (const question of questions) {
    const read = readAnswer(question, typed[question.id], today)
    if ('say' in read) problems[controlOf(question.id, read.part)] = read.say
    else if (read.answer !== undefined) answers[question.id] = read.answer
  }
  return { answers, problems }
}

/** The `name` of a question's control. */
export const controlOf = (id: string, part?: string) => (part ? `a.${id}.${part}` : `a.${id}`)

export const isAnswered = (answer: Answer | undefined) =>
  answer !== undefined && answer !== '' && !(Array.isArray(answer) && answer.length === 0)

/** Whether an answer given before, perhaps to another version, still answers this question. */
export function stillAnswers(question: AskedQuestion, answer: Answer, today: string): boolean {
  const read = readAnswer(question, typedOf(question, answer), today)
  return 'answer' in read && read.answer !== undefined
}

/** An answer as its control would send it. */
export function typedOf({ type }: AskedQuestion, answer: Answer): unknown {
  if (type === 'date' && typeof answer === 'string') return partsOf(answer)
  return typeof answer === 'number' ? String(answer) : answer
}

/** A date as the three boxes of its control. */
export function partsOf(date: string) {
  const [year = '', month = '', day = ''] = date.split('-')
  return { day: String(Number(day)), month: String(Number(month)), year }
}

type Of<Type extends AskedQuestion['type']> = Extract<AskedQuestion, { type: Type }>

function readChoices({ options, isOptional }: Of<'many_choices'>, typed: unknown): Read {
  const chosen = [typed].flat().filter((one) => typeof one === 'string' && one !== '') as string[]
  const known = options.filter(({ value }) => chosen.includes(value))
  if (known.length !== new Set(chosen).size) return { say: 'Choose among the answers' }
  if (known.length === 0) return isOptional ? { answer: undefined } : { say: 'Choose at least one answer' }
  const none = known.find(({ isNone }) => isNone)
  if (none && known.length > 1) return { say: `Choose “${none.label}” alone, or the others` }
  return { answer: known.map(({ value }) => value) }
}

const MOST_FILES = 5

/** `typed`: of each file its id and its name, as the command that kept it says. */
function readFiles({ isOptional }: Of<'file'>, typed: unknown): Read {
  const files = [typed].flat().filter((one) => typeof one === 'string' && one !== '') as string[]
  if (files.length === 0) return isOptional ? { answer: undefined } : { say: 'Choose a file' }
  return files.length > MOST_FILES ? { say: `At most ${MOST_FILES} files` } : { answer: files }
}

function readDate({ isOptional, isPast }: Of<'date'>, typed: unknown, today: string): Read {
  const sent = typeof typed === 'object' && typed !== null ? (typed as Record<string, unknown>) : {}
  const textOf = (part: string) => (typeof sent[part] === 'string' ? sent[part].trim() : '')
  const parts = { day: textOf('day'), month: textOf('month'), year: textOf('year') }
  if (!parts.day && !parts.month && !parts.year)
    return isOptional ? { answer: undefined } : { say: 'Enter a date' }
  const read = parseDateOfBirth(parts, isPast ? today : '9999-12-31', 'The date')
  return read.ok ? { answer: read.date } : { say: read.say, part: read.part }
}

function readNumber(question: Of<'number'> | Of<'scale'>, text: string): Read {
  const [decimals, unit] = question.type === 'number' ? [question.decimals, question.unit] : [0, undefined]
  const bare = text
    .replace(/\s/g, '')
    .replace(',', '.')
    .replace(unit ? new RegExp(`${unit.replace(/[^\w]/g, '\\$&')}$`, 'i') : /$^/, '')
  if (!/^-?\d{1,9}(\.\d+)?$/.test(bare)) return { say: 'Enter a number' }
  const number = Number(bare)
  const { min, max } = question
  if (min !== undefined && number < min) return { say: `Enter a number from ${min}` }
  if (max !== undefined && number > max) return { say: `Enter a number up to ${max}` }
  if ((bare.split('.')[1]?.length ?? 0) > decimals)
    return { say: decimals ? `Use ${decimals} digits after the point at most` : 'Enter a whole number' }
  return { answer: number }
}

function emptyWords({ type }: AskedQuestion): string {
  if (type === 'choice' || type === 'scale') return 'Choose an answer'
  if (type === 'number') return 'Enter a number'
  return 'Enter an answer'
}
