import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { found, refusal } from '../../errors'
import { localDate } from '../../time'
import { mayBuildForms } from '../policy'
import { readPage } from '../rules/answers'
import { askedPages } from '../rules/pages'
import { type Answers, answers as answersSchema } from '../schema/answers'
import type { PreviewInput } from '../schema/building'
import type { Definition } from '../schema/definition'
import { definitionOf } from './version'

/**
 * A page of the preview, looked at as a patient's would be, and nothing kept: where it goes on. Only what conditions look at goes along in the
 * address, and of a text only that there is one. Refuses as `savePage` does.
 */
export function previewPage(actor: StaffActor, input: PreviewInput): Promise<{ goTo: string }> {
  return asActor(actor, async (tx) => {
    allow(mayBuildForms(actor, actor.clinicId), 'known')
    const version = found(
      await tx.formVersion.findFirst({
        where: { id: input.versionId, clinicId: actor.clinicId },
        select: { formId: true, number: true, title: true, definition: true },
      }),
    )
    const definition = definitionOf(version.definition)
    const before = previewAnswers(input.before)
    const page = found(askedPages(definition, version.title, before).find(({ id }) => id === input.page))
    // A preview takes no files.
    const asked = page.questions.filter(({ type }) => type !== 'file')
    const { answers, problems } = readPage(asked, input.a, localDate(now(), 'UTC'))
    if (Object.keys(problems).length > 0) throw refusal('invalid_input', problems)
    const after = { ...before, ...lookedAt(definition, answers) }
    const pages = askedPages(definition, version.title, after)
    const next = pages[pages.findIndex(({ id }) => id === page.id) + 1]
    const query = new URLSearchParams({ page: next?.id ?? 'end', before: JSON.stringify(after) })
    return { goTo: `/admin/forms/${version.formId}/versions/${version.number}?${query}` }
  })
}

/** What an address says was answered; nothing where it says nothing sensible. */
export function previewAnswers(before: string | undefined): Answers {
  try {
    return answersSchema.parse(JSON.parse(before ?? '{}'))
  } catch {
    return {}
  }
}

function lookedAt({ questions }: Definition, answers: Answers): Answers {
  const sources = new Set(questions.map(({ showIf }) => showIf?.question))
  return Object.fromEntries(
    Object.entries(answers)
      .filter(([id]) => sources.has(id))
      .map(([id, answer]) => {
        const type = questions.find((one) => one.id === id)?.type
        return [id, type === 'text' || type === 'long_text' ? 'x' : answer]
      }),
  )
}
