import type { Condition, Definition, Question } from '../schema/definition'
import { isAsked } from './pages'

/** What keeps a form from being published, each with the question it is about (none: the form as a whole). */
export type FormProblem = { question?: string; say: string }

/**
 * A form can be published when it asks something, every condition looks at an answer that is given on an earlier page (so that no question
 * appears by surprise, with or without a script), and consents stand at its end.
 */
export function problemsOf({ questions }: Definition): FormProblem[] {
  const seen = new Map<string, Asked>()
  let page = 0
  const problems = questions.flatMap((question, n): FormProblem[] => {
    if (question.type === 'section') page += 1
    const says = [
      seen.has(question.id) && 'Two questions have the same name',
      question.type !== 'consent' &&
        questions.slice(0, n).some(({ type }) => type === 'consent') &&
        'Consents come last: move this before them',
      conditionProblem(question, page, seen),
      warningProblem(question),
    ]
    seen.set(question.id, { question, page })
    return says.filter((say) => typeof say === 'string').map((say) => ({ question: question.id, say }))
  })
  if (!questions.some(({ type }) => type !== 'section')) problems.push({ say: 'Add a question first' })
  return [...problems, ...emptySections(questions)]
}

type Asked = { question: Question; page: number }

function conditionProblem({ showIf, type }: Question, page: number, seen: Map<string, Asked>): string | null {
  if (!showIf) return null
  const source = seen.get(showIf.question)
  if (!source) return 'It is shown after an answer that comes later, or is not there any more'
  if (source.page === page && type !== 'section')
    return 'It is shown after an answer of the same page: put a section between them'
  return canMeet(showIf.when, source.question) ? null : 'It is shown after an answer that nobody can give'
}

function warningProblem(question: Question): string | null {
  const isMet = !isAsked(question) || !question.redFlag || canMeet(question.redFlag, question)
  return isMet ? null : 'Its warning is for an answer that nobody can give'
}

function emptySections(questions: readonly Question[]): FormProblem[] {
  return questions.flatMap(({ type, id }, n) => {
    const next = questions[n + 1]
    return type === 'section' && (!next || next.type === 'section' || next.type === 'consent')
      ? [{ question: id, say: 'This section has no question' }]
      : []
  })
}

/** Whether any answer to a question can be as a condition says. */
function canMeet(when: Condition, question: Question): boolean {
  if (!isAsked(question)) return false
  if (when.is === 'answered') return true
  if (when.is === 'anyOf')
    return (
      (question.type === 'choice' || question.type === 'many_choices') &&
      when.values.every((value) => question.options.some((option) => option.value === value))
    )
  return question.type === 'scale' || question.type === 'number'
}
