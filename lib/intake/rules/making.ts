import type { AskedQuestion, Condition, Question, Section } from '../schema/definition'

/** Forms written down in code. */

type Of<Type extends Question['type']> = Extract<Question, { type: Type }>
type Rest<Type extends AskedQuestion['type']> = Omit<Of<Type>, 'type' | 'id' | 'label' | 'isOptional'> & {
  isOptional?: true
}

/** A question; it must be answered unless it is optional. */
export function ask<Type extends AskedQuestion['type']>(
  type: Type,
  id: string,
  label: string,
  rest: Rest<Type>,
): AskedQuestion {
  return { isOptional: false, ...rest, type, id, label } as unknown as AskedQuestion
}

/** A section; with `after`, one that is asked where an earlier answer is like that. */
export function section(id: string, title: string, after?: { question: string; when: Condition }): Section {
  return { id, type: 'section', title, ...(after && { showIf: after }) }
}

/** Answers to choose from: "value: label". A value that begins with - goes with no other and proposes nothing. */
export function answersOf(...lines: string[]) {
  return lines.map((line) => {
    const [name = '', ...label] = line.split(': ')
    const isNone = name.startsWith('-')
    return { value: name.replace(/^-/, ''), label: label.join(': '), ...(isNone && { isNone }) }
  })
}

export const isAnyOf = (...values: string[]): Condition => ({ is: 'anyOf', values })
