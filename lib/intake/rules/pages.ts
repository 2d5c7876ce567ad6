import type { Answer, Answers, Filled } from '../schema/answers'
import type {
  AskedQuestion,
  Condition,
  ConsentQuestion,
  Definition,
  Question,
  ShowIf,
} from '../schema/definition'
import { isAnswered } from './answers'

/** What of a form is asked, given what was answered: the same for whoever fills it in, for the preview and for the server. */

/** A section with its questions. The part before the first section has the form's title. */
export type FormPage = {
  id: string
  title: string
  lead?: string
  showIf?: ShowIf
  questions: AskedQuestion[]
}

const FIRST_PAGE = 'start'

/** Every page of a form, asked or not. */
export function pagesOf({ questions }: Definition, title: string): FormPage[] {
  const pages: FormPage[] = [{ id: FIRST_PAGE, title, questions: [] }]
  for (const question of questions) {
    if (question.type === 'section') {
      const { id, title: name, lead, showIf } = question
      pages.push({ id, title: name, lead, showIf, questions: [] })
    } else if (question.type !== 'consent') pages.at(-1)?.questions.push(question)
  }
  return pages.filter((page) => page.questions.length > 0)
}

/** The pages that are asked, each with the questions of it that are. */
export function askedPages(definition: Definition, title: string, answers: Answers): FormPage[] {
  const shown = shownIds(definition, answers)
  return pagesOf(definition, title)
    .filter(({ id }) => id === FIRST_PAGE || shown.has(id))
    .map((page) => ({ ...page, questions: page.questions.filter(({ id }) => shown.has(id)) }))
    .filter((page) => page.questions.length > 0)
}

/** The consents that are asked for. */
export function askedConsents(definition: Definition, answers: Answers): ConsentQuestion[] {
  const shown = shownIds(definition, answers)
  return definition.questions.filter(isConsent).filter(({ id }) => shown.has(id))
}

/** The answers to what is asked, and nothing that was answered before another answer made it pointless. */
export function askedAnswers(definition: Definition, answers: Answers): Answers {
  const shown = shownIds(definition, answers)
  return Object.fromEntries(Object.entries(answers).filter(([id]) => shown.has(id)))
}

/** Whether a page is through: saved, and every question of it that must be answered is. */
export function isPageDone({ id, questions }: FormPage, { answers, done }: Filled): boolean {
  return done.includes(id) && questions.every((one) => one.isOptional || isAnswered(answers[one.id]))
}

/** How far a form is. */
export function progressOf(definition: Definition, title: string, filled: Filled) {
  const pages = askedPages(definition, title, filled.answers)
  const done = pages.filter((page) => isPageDone(page, filled)).length
  return { pages, done, isReady: done === pages.length }
}

/** Whether every page that is asked is through. */
export function isReadyToSend(form: { definition: Definition; title: string; filled: Filled }): boolean {
  return progressOf(form.definition, form.title, form.filled).isReady
}

/** Whether an answer is as a condition says. */
function meets(when: Condition, answer: Answer | undefined): boolean {
  if (answer === undefined || !isAnswered(answer)) return false
  switch (when.is) {
    case 'answered':
      return true
    case 'anyOf':
      return [answer].flat().some((one) => when.values.includes(String(one)))
    case 'atLeast':
      return typeof answer === 'number' && answer >= when.value
    case 'atMost':
      return typeof answer === 'number' && answer <= when.value
  }
}

/** The questions whose answers staff have to look at before the visit. */
export function redFlagsOf(definition: Definition, answers: Answers): AskedQuestion[] {
  const shown = shownIds(definition, answers)
  return definition.questions
    .filter(isAsked)
    .filter(({ id, redFlag }) => shown.has(id) && redFlag && meets(redFlag, answers[id]))
}

export const isConsent = (question: Question): question is ConsentQuestion => question.type === 'consent'
export const isAsked = (question: Question): question is AskedQuestion =>
  question.type !== 'consent' && question.type !== 'section'

/** The ids of what is asked. A condition looks at an earlier question, and holds only while that one is asked itself. */
function shownIds({ questions }: Definition, answers: Answers): Set<string> {
  const shown = new Set<string>()
  let isSectionShown = true
  for (const question of questions) {
    const { id, showIf } = question
    const holds = !showIf || (shown.has(showIf.question) && meets(showIf.when, answers[showIf.question]))
    if (question.type === 'section') isSectionShown = holds
    if (holds && (isSectionShown || question.type === 'consent')) shown.add(id)
  }
  return shown
}
