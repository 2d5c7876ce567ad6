import { createHash } from 'node:crypto'
import { open } from '../../vault/seal'
import { type Answers, type Filled, filled } from '../schema/answers'
import { type Definition, definition } from '../schema/definition'

/** What a version asks, from its column. Throws at what this build does not understand. */
export function definitionOf(json: unknown): Definition {
  return definition.parse(json)
}

/** What is sealed into a submission, opened. Whoever calls has written down that somebody looks. */
export function openFilled({ id, answersSealed }: { id: string; answersSealed: string }): Filled {
  const place = { table: 'form_submission', column: 'answers_sealed', id } as const
  return filled.parse(JSON.parse(open(answersSealed, place)))
}

/** What these answers are now, in a few characters: it goes to a page of the form and comes back with it. */
export function seenOf(answers: Answers, questions: readonly { id: string }[]): string {
  const values = questions.map(({ id }) => answers[id] ?? null)
  return createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 16)
}

/** SHA-256 of the words of a consent. */
export function hashOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(text, 'utf8').digest())
}
