import type { QuestionInput } from '../schema/building'
import type { Condition, Question, ShowIf } from '../schema/definition'

/** How a question's page and the question itself are made of each other. */

type Option = { value: string; label: string; isNone?: boolean }

/** What the page sent, as it is to be looked at by `question` of the schema. `before`: the question as it was, whose answers keep their names. */
export function questionOf(
  input: QuestionInput,
  id: string,
  before: Question | undefined,
): Record<string, unknown> {
  const { type, label, title, hint, lead, text, isOptional, mapsTo } = input
  const showIf = showIfOf(input)
  const base = { id, type, ...(showIf && { showIf }) }
  if (type === 'section') return { ...base, title, ...(lead && { lead }) }
  if (type === 'consent') return { ...base, title, text, label }
  const asked = { ...base, label, isOptional, ...(hint && { hint }), ...toChart(mapsTo, before) }
  return { ...asked, ...ofType(input, before) }
}

function toChart(mapsTo: QuestionInput['mapsTo'], before: Question | undefined) {
  if (!mapsTo) return {}
  const historyKind = before && 'historyKind' in before ? before.historyKind : undefined
  return { mapsTo, ...(mapsTo === 'history' && historyKind && { historyKind }) }
}

/** What only questions of its type have. */
function ofType(input: QuestionInput, before: Question | undefined) {
  const { type } = input
  if (type === 'choice' || type === 'many_choices') {
    const { options, flagged } = optionsOf(input.options ?? '', before)
    return { options, ...(flagged.length > 0 && { redFlag: { is: 'anyOf', values: flagged } }) }
  }
  if (type === 'scale' || type === 'number') return numbersOf(input)
  const redFlag = input.warnIfAnswered && { redFlag: { is: 'answered' } }
  return { ...redFlag, ...(type === 'date' && { isPast: input.isPast }) }
}

/** An id for a new question, from its words; none that is taken. */
export function newQuestionId(words: string, taken: readonly string[]): string {
  const slug = slugOf(words).replace(/^(\d)/, 'q$1') || 'question'
  for (let n = 1; ; n++) {
    const id = n === 1 ? slug : `${slug}_${n}`
    if (!taken.includes(id)) return id
  }
}

/** The list of answers as it is typed: a line each, - before "none of these", ! before what staff have to look at. */
export function optionLines(question: Question): string {
  if (question.type !== 'choice' && question.type !== 'many_choices') return ''
  const flagged = question.redFlag?.is === 'anyOf' ? question.redFlag.values : []
  return question.options
    .map(({ value, label, isNone }) => `${isNone ? '- ' : ''}${flagged.includes(value) ? '! ' : ''}${label}`)
    .join('\n')
}

/** A draft with a question a place up or down, or without it. The ends stay where they are. */
export function withMoved(
  questions: readonly Question[],
  id: string,
  to: 'up' | 'down' | 'away',
): Question[] {
  const n = questions.findIndex((one) => one.id === id)
  const rest = questions.filter((one) => one.id !== id)
  const moved = questions[n]
  if (!moved || to === 'away') return rest
  return rest.toSpliced(Math.max(0, to === 'up' ? n - 1 : n + 1), 0, moved)
}

/** A draft with one more question: at the end, but before what is agreed to. */
export function withAdded(questions: readonly Question[], added: Question): Question[] {
  const firstConsent = questions.findIndex(({ type }) => type === 'consent')
  const at = added.type === 'consent' || firstConsent < 0 ? questions.length : firstConsent
  return questions.toSpliced(at, 0, added)
}

function optionsOf(lines: string, before: Question | undefined) {
  const known: Option[] = before && 'options' in before ? before.options : []
  const taken: string[] = []
  const flagged: string[] = []
  const options = lines
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line): Option => {
      const marks = /^[-!\s]*/.exec(line)?.[0] ?? ''
      const label = line.slice(marks.length)
      const same = known.find((one) => one.label === label && !taken.includes(one.value))?.value
      const value = same ?? newQuestionId(label, [...taken, ...known.map((one) => one.value)])
      taken.push(value)
      if (marks.includes('!')) flagged.push(value)
      return { value, label, ...(marks.includes('-') && { isNone: true }) }
    })
  return { options, flagged }
}

function numbersOf({
  type,
  min,
  max,
  unit,
  decimals,
  minLabel,
  maxLabel,
  warnFrom,
  warnUpTo,
}: QuestionInput) {
  const redFlag: Condition | undefined =
    warnFrom !== undefined
      ? { is: 'atLeast', value: warnFrom }
      : warnUpTo !== undefined
        ? { is: 'atMost', value: warnUpTo }
        : undefined
  const both = { ...(redFlag && { redFlag }) }
  if (type === 'scale')
    return {
      ...both,
      min: min ?? 0,
      max: max ?? 10,
      ...(minLabel && { minLabel }),
      ...(maxLabel && { maxLabel }),
    }
  const ends = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) }
  return { ...both, ...ends, ...(unit && { unit }), decimals: decimals ?? 0 }
}

/** Ticked answers first, of the first question among them; else a number. */
function showIfOf({ after, afterNumber, afterIs, afterValue }: QuestionInput): ShowIf | undefined {
  const pairs = after.map((pair) => pair.split('='))
  const question = pairs[0]?.[0]
  if (question) {
    const values = pairs.filter(([of]) => of === question).map(([, value = '']) => value)
    return { question, when: { is: 'anyOf', values } }
  }
  if (!afterNumber || afterValue === undefined) return undefined
  return { question: afterNumber, when: { is: afterIs ?? 'atLeast', value: afterValue } }
}

/** Names that a form's plumbing keeps for itself, or whose values it never shows again (lib/actions/form.ts). */
const NOT_FOR_US = /constructor|prototype|password|passcode|secret|token/

function slugOf(words: string): string {
  const slug = words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+/, '')
    .slice(0, 32)
    .replace(/_+$/, '')
  return NOT_FOR_US.test(slug) ? '' : slug
}
