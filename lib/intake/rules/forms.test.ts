import { describe, expect, test } from 'vitest'
import { type Definition, definition as schema } from '../schema/definition'
import { readAnswer, readPage, stillAnswers } from './answers'
import { canAgreeAlone, consentProblems } from './consent'
import { problemsOf } from './definition'
import { answersOf, ask, isAnyOf, section } from './making'
import { askedAnswers, askedConsents, askedPages, progressOf, redFlagsOf } from './pages'
import { mappedEntries } from './proposals'
import { READY_MADE } from './ready-made'
import { PRIVACY } from './ready-made-full'

const TODAY = '2026-11-21'
const form: Definition = {
  questions: [
    ask('choice', 'has', 'Any allergies?', { options: answersOf('yes: Yes', 'no: No') }),
    section('which', 'Which', { question: 'has', when: isAnyOf('yes') }),
    ask('long_text', 'list', 'What?', { mapsTo: 'allergy' }),
    ask('choice', 'bad', 'Was it bad?', {
      options: answersOf('yes: Yes', 'no: No'),
      redFlag: isAnyOf('yes'),
    }),
    section('why', 'Why', { question: 'bad', when: isAnyOf('yes') }),
    ask('text', 'why_text', 'Why?', {}),
    PRIVACY,
  ],
}
const idsOf = (answers: Record<string, string>) => askedPages(form, 'A form', answers).map(({ id }) => id)

describe('what is asked', () => {
  test('begins with what stands before the first section, and goes on as the answers say', () => {
    expect(idsOf({})).toEqual(['start'])
    expect(idsOf({ has: 'no' })).toEqual(['start'])
    expect(idsOf({ has: 'yes' })).toEqual(['start', 'which'])
    expect(idsOf({ has: 'yes', bad: 'yes' })).toEqual(['start', 'which', 'why'])
  })

  test('does not hang on an answer that is not asked any more, and such an answer does not count', () => {
    const answers = { has: 'no', list: 'Penicillin', bad: 'yes', why_text: 'It itched' }
    expect(idsOf(answers)).toEqual(['start'])
    expect(askedAnswers(form, answers)).toEqual({ has: 'no' })
    expect(redFlagsOf(form, answers)).toEqual([])
    expect(redFlagsOf(form, { ...answers, has: 'yes' }).map(({ id }) => id)).toEqual(['bad'])
  })

  test('is through when every page is saved and answered', () => {
    const filled = { answers: { has: 'yes' }, done: ['start', 'which'], carriedFrom: null }
    expect(progressOf(form, 'A form', filled)).toMatchObject({ done: 1, isReady: false })
    const whole = { ...filled, answers: { has: 'yes', list: 'Nuts', bad: 'no' } }
    expect(progressOf(form, 'A form', whole)).toMatchObject({ done: 2, isReady: true })
    expect(progressOf(form, 'A form', { ...whole, done: ['start'] })).toMatchObject({ isReady: false })
  })

  test('a consent is asked for at the end, whatever section stands before it', () => {
    expect(askedConsents(form, { has: 'no' }).map(({ id }) => id)).toEqual(['privacy'])
  })
})

describe('an answer', () => {
  const number = ask('number', 'n', 'How much?', { min: 30, max: 250, unit: 'cm', decimals: 1 })
  test.each([
    ['170', 170],
    [' 170.5 cm', 170.5],
    ['170,5', 170.5],
    ['29', 'Enter a number from 30'],
    ['251', 'Enter a number up to 250'],
    ['170.55', 'Use 1 digits after the point at most'],
    ['tall', 'Enter a number'],
    ['', 'Enter a number'],
    [['1', '2'], 'Enter a number'],
    [{ day: '1' }, 'Enter a number'],
  ])('that is a number is read as people type it: %j → %j', (typed, expected) => {
    const read = readAnswer(number, typed, TODAY)
    expect('say' in read ? read.say : read.answer).toBe(expected)
  })

  test('of several is among those there are, and “none” goes alone', () => {
    const many = ask('many_choices', 'm', 'Which?', { options: answersOf('a: A', 'b: B', '-none: None') })
    expect(readAnswer(many, ['b', 'a', 'a'], TODAY)).toEqual({ answer: ['a', 'b'] })
    expect(readAnswer(many, 'a', TODAY)).toEqual({ answer: ['a'] })
    expect(readAnswer(many, ['a', 'z'], TODAY)).toEqual({ say: 'Choose among the answers' })
    expect(readAnswer(many, ['a', 'none'], TODAY)).toEqual({ say: 'Choose “None” alone, or the others' })
    expect(readAnswer(many, undefined, TODAY)).toEqual({ say: 'Choose at least one answer' })
  })

  test('that is a date is read from its boxes, and blames the one that is wrong', () => {
    const date = ask('date', 'd', 'Since?', { isPast: true })
    expect(readAnswer(date, { day: '3', month: 'Nov', year: '2026' }, TODAY)).toEqual({
      answer: '2026-11-03',
    })
    expect(readAnswer(date, { day: '3', month: 'Nov' }, TODAY)).toEqual({
      say: 'The date must include a year',
      part: 'year',
    })
    expect(readAnswer(date, { day: '22', month: '11', year: '2026' }, TODAY)).toMatchObject({
      say: 'The date must be in the past',
    })
    expect(readAnswer(date, { day: ['1', '2'], month: {}, year: 5 }, TODAY)).toEqual({ say: 'Enter a date' })
  })

  test('is looked at page by page, each problem by the name of its control', () => {
    const questions = [number, ask('text', 'free', 'What?', { isOptional: true })]
    expect(readPage(questions, { n: '12' }, TODAY)).toEqual({
      answers: {},
      problems: { 'a.n': 'Enter a number from 30' },
    })
    expect(readPage(questions, { n: '100', free: ' hello ', other: 'x' }, TODAY)).toEqual({
      answers: { n: 100, free: 'hello' },
      problems: {},
    })
  })

  test('from last time is carried on while it still answers the question', () => {
    expect(stillAnswers(number, 170, TODAY)).toBe(true)
    expect(stillAnswers(number, 300, TODAY)).toBe(false)
    expect(stillAnswers(ask('date', 'd', 'Since?', { isPast: true }), '2020-02-29', TODAY)).toBe(true)
    const choice = ask('choice', 'c', 'Which?', { options: answersOf('a: A', 'b: B') })
    expect([stillAnswers(choice, 'a', TODAY), stillAnswers(choice, 'gone', TODAY)]).toEqual([true, false])
  })
})

describe('what an answer proposes to the chart', () => {
  const mapped: Definition = {
    questions: [
      ask('many_choices', 'has', 'Which?', {
        options: answersOf('asthma: Asthma', 'gout: Gout', '-none: None'),
        mapsTo: 'problem',
      }),
      ask('long_text', 'list', 'What?', { mapsTo: 'allergy' }),
      ask('long_text', 'family', 'Family', { mapsTo: 'history' }),
    ],
  }
  test('is each option and each line, once; a history is one text', () => {
    const answers = {
      has: ['asthma', 'gout'],
      list: 'Penicillin\n\nnuts; penicillin',
      family: 'Gout\nStroke',
    }
    expect(mappedEntries(mapped, answers)).toMatchObject([
      { section: 'problem', text: 'Asthma' },
      { section: 'problem', text: 'Gout' },
      { section: 'allergy', text: 'penicillin' },
      { section: 'allergy', text: 'nuts' },
      { section: 'history', text: 'Family: Gout; Stroke' },
    ])
  })

  test.each(['none', 'No', 'N/A', 'nil.', '-'])('is nothing where somebody writes “%s”', (text) => {
    expect(mappedEntries(mapped, { has: ['none'], list: text, family: text })).toEqual([])
  })
})

describe('a form can be published', () => {
  test.each(Object.entries(READY_MADE))('as it ships: %s', (_, { definition }) => {
    expect(problemsOf(schema.parse(definition))).toEqual([])
  })

  const saysOf = (...questions: Definition['questions']) =>
    problemsOf({ questions }).map(({ question, say }) => [question, say])
  const first = ask('choice', 'a', 'A?', { options: answersOf('yes: Yes', 'no: No') })
  const onlyAfter = (id: string, question: string, ...values: string[]) => ({
    ...ask('text', id, 'B?', {}),
    showIf: { question, when: isAnyOf(...values) },
  })

  test('not where nothing is asked, a section is empty, or a name is there twice', () => {
    expect(saysOf()).toEqual([[undefined, 'Add a question first']])
    expect(saysOf(first, section('s', 'S'))).toEqual([['s', 'This section has no question']])
    expect(saysOf(first, first)).toEqual([['a', 'Two questions have the same name']])
  })

  test('not where a question would appear by surprise, hangs on what comes later, or on what nobody can answer', () => {
    expect(saysOf(first, onlyAfter('b', 'a', 'yes'))).toEqual([
      ['b', 'It is shown after an answer of the same page: put a section between them'],
    ])
    expect(saysOf(first, section('s', 'S'), onlyAfter('b', 'a', 'yes'))).toEqual([])
    expect(saysOf(first, section('s', 'S'), onlyAfter('b', 'z', 'yes'))).toHaveLength(1)
    expect(saysOf(first, section('s', 'S'), onlyAfter('b', 'a', 'maybe'))).toEqual([
      ['b', 'It is shown after an answer that nobody can give'],
    ])
  })

  test('not where a question follows a consent, or a warning can never come', () => {
    expect(saysOf(PRIVACY, first)).toEqual([['a', 'Consents come last: move this before them']])
    expect(saysOf({ ...first, redFlag: { is: 'atLeast', value: 3 } })).toHaveLength(1)
  })
})

describe('consent is given', () => {
  const given = { submissionId: '', agree: { privacy: 'yes' as const }, name: 'Ada', who: 'patient' as const }
  const consents = [{ id: 'privacy' }]
  test('by a tick at each text, a name, and whoever may', () => {
    expect(consentProblems(consents, given, true)).toEqual({})
    expect(Object.keys(consentProblems(consents, { ...given, agree: {} }, true))).toEqual(['agree.privacy'])
    expect(Object.keys(consentProblems(consents, { submissionId: '', agree: {} }, true))).toEqual([
      'agree.privacy',
      'name',
      'who',
    ])
    expect(consentProblems([], { submissionId: '', agree: {} }, true)).toEqual({})
  })

  test('for a child by somebody responsible, who says what they are to them', () => {
    expect(Object.keys(consentProblems(consents, given, false))).toEqual(['who'])
    const parent = { ...given, who: 'other' as const }
    expect(Object.keys(consentProblems(consents, parent, false))).toEqual(['relationship'])
    expect(consentProblems(consents, { ...parent, relationship: 'parent' }, false)).toEqual({})
    expect([canAgreeAlone('2010-11-21', TODAY), canAgreeAlone('2010-11-22', TODAY)]).toEqual([true, false])
  })
})
