import { beforeEach, describe, expect, test } from 'vitest'
import { makeClinic, type World } from '../db/testing/world'
import { saveFormServices } from './commands/asked-by'
import {
  addForm,
  beginDraft,
  moveQuestion,
  publishForm,
  retireForm,
  saveDetails,
  saveQuestion,
} from './commands/build'
import { getForm, listForms } from './queries/building'
import { previewPage } from './queries/preview'
import { KINDS, type QuestionInput, questionInput } from './schema/building'

let world: World
beforeEach(async () => {
  world = await makeClinic()
})

const seenOf = async (formId: string) => (await getForm(world.as.ines, formId)).seen
const typed = (fields: Record<string, unknown>): QuestionInput => questionInput.parse(fields)
const add = async (formId: string, fields: Record<string, unknown>) =>
  saveQuestion(world.as.ines, typed({ formId, seen: await seenOf(formId), ...fields }))
const questionsOf = async (formId: string) =>
  (await getForm(world.as.ines, formId)).draft?.definition.questions.map(({ id }) => id)

async function empty() {
  const { formId } = await addForm(world.as.ines, { kind: 'other', title: 'Sleep' })
  return formId
}

describe('a form', () => {
  test.each(KINDS)('of the kind %s begins as the one that ships', async (kind) => {
    const { formId } = await addForm(world.as.ines, { kind, title: 'Ours' })
    const { draft, problems } = await getForm(world.as.ines, formId)
    expect(draft).toMatchObject({ number: 1, state: 'draft', title: 'Ours' })
    expect(problems.length).toBe(kind === 'other' ? 1 : 0)
  })

  test('is written question by question, in the order that buttons give', async () => {
    const formId = await empty()
    await add(formId, { type: 'choice', label: 'Do you sleep well?', options: 'Yes\n! No\n- I do not know' })
    await add(formId, { type: 'consent', title: 'Consent', text: 'All of it', label: 'I agree' })
    await add(formId, { type: 'section', title: 'More' })
    await add(formId, { type: 'text', label: 'Since when?', after: 'do_you_sleep_well=no' })
    expect(await questionsOf(formId)).toEqual(['do_you_sleep_well', 'more', 'since_when', 'consent'])
    expect((await getForm(world.as.ines, formId)).draft?.definition.questions[0]).toMatchObject({
      options: [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
        { value: 'i_do_not_know', label: 'I do not know', isNone: true },
      ],
      redFlag: { is: 'anyOf', values: ['no'] },
    })
    const move = async (questionId: string, to: 'up' | 'down' | 'away') =>
      moveQuestion(world.as.ines, { formId, seen: await seenOf(formId), questionId, to })
    await move('more', 'up')
    expect(await questionsOf(formId)).toEqual(['more', 'do_you_sleep_well', 'since_when', 'consent'])
    await move('more', 'down')
    await move('since_when', 'away')
    await move('more', 'away')
    expect(await questionsOf(formId)).toEqual(['do_you_sleep_well', 'consent'])
  })

  test('is refused on its control where a question is none', async () => {
    const formId = await empty()
    await expect(add(formId, { type: 'choice', label: 'Well?', options: 'Yes' })).rejects.toMatchObject({
      fields: { options: 'Enter at least two answers, each on a line of its own' },
    })
    await expect(add(formId, { type: 'text' })).rejects.toMatchObject({
      fields: { label: 'Enter the question' },
    })
    await expect(add(formId, { type: 'consent', title: 'C', label: 'I' })).rejects.toMatchObject({
      fields: { text: 'Enter the text that is agreed to' },
    })
  })

  test('an answer that is renamed is another one, one that stays keeps its name', async () => {
    const formId = await empty()
    await add(formId, { type: 'choice', label: 'Well?', options: 'Yes\nNo' })
    await add(formId, { type: 'choice', label: 'Well?', options: 'Not at all\nYes', questionId: 'well' })
    expect((await getForm(world.as.ines, formId)).draft?.definition.questions).toMatchObject([
      { options: [{ value: 'not_at_all' }, { value: 'yes' }] },
    ])
  })

  test('that somebody else changed meanwhile is not overwritten unseen', async () => {
    const formId = await empty()
    const seen = await seenOf(formId)
    await saveDetails(world.as.ines, { formId, seen, title: 'Sleep and rest' })
    const late = { formId, seen, title: 'Sleep again' }
    await expect(saveDetails(world.as.ines, late)).rejects.toMatchObject({ code: 'settings_changed' })
    await expect(publishForm(world.as.ines, { formId, seen })).rejects.toMatchObject({
      code: 'settings_changed',
    })
  })
})

describe('a version', () => {
  test('is published only when it is sound, replaces the one before, and stays readable', async () => {
    const formId = await empty()
    await expect(publishForm(world.as.ines, { formId, seen: await seenOf(formId) })).rejects.toMatchObject({
      code: 'form_unsound',
    })
    await add(formId, { type: 'text', label: 'How are you?' })
    await publishForm(world.as.ines, { formId, seen: await seenOf(formId) })
    await beginDraft(world.as.ines, { formId })
    await beginDraft(world.as.ines, { formId })
    await add(formId, { type: 'text', label: 'And else?' })
    await publishForm(world.as.ines, { formId, seen: await seenOf(formId) })
    const { versions } = await getForm(world.as.ines, formId)
    expect(
      versions.map(({ number, state, definition }) => [number, state, definition.questions.length]),
    ).toEqual([
      [2, 'published', 2],
      [1, 'retired', 1],
    ])
    await retireForm(world.as.ines, { formId })
    expect((await listForms(world.as.ines))[0]?.states.map(({ state }) => state)).toEqual([
      'retired',
      'retired',
    ])
  })

  test('is gone through as a patient does, and nothing of what is typed goes into the address but what conditions need', async () => {
    const { formId } = await addForm(world.as.ines, { kind: 'mini_intake', title: 'Ours' })
    const versionId = (await getForm(world.as.ines, formId)).draft?.id ?? ''
    const preview = (page: string, a: Record<string, unknown>, before = '{}') =>
      previewPage(world.as.ines, { versionId, page, a, before })
    await expect(preview('changes', {})).rejects.toMatchObject({ code: 'invalid_input' })
    expect((await preview('visit', { wish: 'a secret rash' })).goTo).not.toContain('rash')
    const { goTo } = await preview('changes', { has_allergy: 'yes', has_medicine: 'no' })
    expect(new URLSearchParams(goTo.split('?')[1]).get('page')).toBe('allergies')
  })
})

test('which services ask for a form is said at once for all that are named', async () => {
  const formId = await empty()
  const { gp, nurse } = world.services
  await saveFormServices(world.as.ines, { formId, services: { [gp]: 'initial', [nurse]: 'all' } })
  await saveFormServices(world.as.ines, { formId, services: { [nurse]: 'no' } })
  const { services } = await getForm(world.as.ines, formId)
  expect(services.filter(({ asks }) => asks !== 'no')).toMatchObject([{ id: gp, asks: 'initial' }])
})

test('nobody but an administrator of the clinic builds its forms', async () => {
  const formId = await empty()
  const lagoon = await makeClinic()
  for (const actor of [world.as.kim, world.as.mora, world.as.noor])
    await expect(addForm(actor, { kind: 'other', title: 'Mine' })).rejects.toMatchObject({
      code: 'not_allowed',
    })
  await expect(getForm(lagoon.as.ines, formId)).rejects.toMatchObject({ code: 'not_found' })
  await expect(beginDraft(lagoon.as.ines, { formId })).rejects.toMatchObject({ code: 'not_found' })
  await expect(retireForm(lagoon.as.ines, { formId })).rejects.toMatchObject({ code: 'not_found' })
  const services = { [world.services.gp]: 'all' as const }
  await expect(saveFormServices(lagoon.as.ines, { formId, services })).rejects.toMatchObject({
    code: 'not_found',
  })
})
