import type { Answer, Answers } from '../schema/answers'
import type { AskedQuestion, ChartSection, Definition } from '../schema/definition'
import { isAsked, redFlagsOf } from './pages'

/** One thing an answer says for the chart, in the patient's words: a clinician takes it up or not. */
type MappedEntry = { section: ChartSection; text: string; kind: HistoryKind }
type HistoryKind = NonNullable<AskedQuestion['historyKind']>

const LONGEST: Record<ChartSection, number> = { allergy: 200, medicine: 200, problem: 200, history: 2000 }
/** More lines than anybody's list has. */
const MOST = 50
const NOTHING = /^(no|none|nil|n\/?a|not? known|nothing|-+|\.)\.?$/i

/**
 * What the answers propose to the chart: each chosen option and each line of a text is one entry ("Penicillin", "Asthma"); a history stays
 * whole, with what was asked before it. "None" in whatever words proposes nothing. `answers`: those to what is asked.
 */
export function mappedEntries({ questions }: Definition, answers: Answers): MappedEntry[] {
  const entries = questions.filter(isAsked).flatMap((question) => {
    const { mapsTo: section, id, historyKind: kind = 'medical' } = question
    const answer = answers[id]
    if (!section || answer === undefined) return []
    return textsOf(question, answer, section).map((text) => ({
      ...{ section, kind, text: text.slice(0, LONGEST[section]) },
    }))
  })
  const once = new Map(entries.map((entry) => [`${entry.section} ${entry.text.toLowerCase()}`, entry]))
  return [...once.values()]
}

function textsOf(question: AskedQuestion, answer: Answer, section: ChartSection): string[] {
  if (question.type === 'choice' || question.type === 'many_choices') {
    const chosen = [answer].flat()
    return question.options
      .filter(({ value, isNone }) => !isNone && chosen.includes(value))
      .map(({ label }) => (section === 'history' ? `${question.label}: ${label}` : label))
  }
  if (typeof answer !== 'string') return []
  const lines = answer
    .split(/\n|;/)
    .map((line) => line.trim())
    .filter((line) => line && !NOTHING.test(line))
  if (section === 'history') return lines.length > 0 ? [`${question.label}: ${lines.join('; ')}`] : []
  return lines.slice(0, MOST)
}

/** The same as the chart takes it. */
export function entryOf({ section, text, kind }: MappedEntry) {
  switch (section) {
    case 'allergy':
      return { section, entry: { substance: text } }
    case 'history':
      return { section, entry: { kind, text } }
    default:
      return { section, entry: { name: text } }
  }
}

/** Whether staff have to look before the visit. */
export const needsLook = (definition: Definition, answers: Answers) =>
  redFlagsOf(definition, answers).length > 0
