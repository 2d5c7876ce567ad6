import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor, type Tx } from '../../db/client'
import { found, refusal, refuseUnless } from '../../errors'
import { newId } from '../../ids'
import { mayBuildForms } from '../policy'
import { draftVersion } from '../queries/building'
import { definitionOf } from '../queries/version'
import { newQuestionId, questionOf, withAdded, withMoved } from '../rules/building'
import { problemsOf } from '../rules/definition'
import { READY_MADE } from '../rules/ready-made'
import type {
  AddFormInput,
  DetailsInput,
  DraftInput,
  FormInput,
  MoveQuestionInput,
  QuestionInput,
} from '../schema/building'
import { type Definition, question as questionSchema } from '../schema/definition'

type OfForm = { formId: string }

/** A new form, with a draft that begins as the one of its kind that ships. */
export function addForm(actor: StaffActor, { kind, title }: AddFormInput): Promise<OfForm> {
  const { clinicId } = actor
  return asBuilder(actor, async (tx) => {
    const formId = newId()
    await tx.form.createMany({ data: { id: formId, clinicId, kind, createdAt: now() } })
    const definition = kind === 'other' ? { questions: [] } : READY_MADE[kind].definition
    await tx.formVersion.createMany({ data: draftRow(clinicId, formId, 1, title, definition) })
    await recordForm(tx, actor, 'form.added', formId)
    return { formId }
  })
}

/** A draft of a form that has none: a copy of its newest version. One that is there already stays. Refuses with `not_found`. */
export function beginDraft(actor: StaffActor, { formId }: FormInput): Promise<OfForm> {
  const { clinicId } = actor
  return asBuilder(actor, async (tx) => {
    await lockForm(tx, formId)
    const last = found(
      await tx.formVersion.findFirst({
        where: { formId, clinicId },
        select: { number: true, state: true, title: true, definition: true },
        orderBy: { number: 'desc' },
      }),
    )
    if (last.state === 'draft') return { formId }
    const copy = draftRow(clinicId, formId, last.number + 1, last.title, definitionOf(last.definition))
    await tx.formVersion.createMany({ data: copy })
    await recordForm(tx, actor, 'form.changed', formId)
    return { formId }
  })
}

/** Changes the draft's title and lead. Refuses with `settings_changed`, `not_found`. */
export function saveDetails(actor: StaffActor, { title, lead, ...input }: DetailsInput): Promise<OfForm> {
  return changeDraft(actor, input, ({ questions }) => ({
    title,
    definition: { ...(lead && { lead }), questions },
  }))
}

/** Adds a question to the draft, or changes one. Refuses on its controls with `invalid_input`; with `settings_changed`, `not_found`. */
export function saveQuestion(actor: StaffActor, input: QuestionInput): Promise<OfForm> {
  return changeDraft(actor, input, ({ questions, ...rest }) => {
    const before = questions.find(({ id }) => id === input.questionId)
    refuseUnless(input.questionId === undefined || before !== undefined, 'not_found')
    const taken = questions.map(({ id }) => id)
    const id = before?.id ?? newQuestionId(input.title ?? input.label ?? '', taken)
    const parsed = questionSchema.safeParse(questionOf(input, id, before))
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      throw refusal('invalid_input', { [String(issue?.path[0] ?? 'label')]: issue?.message ?? 'Check this' })
    }
    const after = before
      ? questions.map((one) => (one.id === id ? parsed.data : one))
      : withAdded(questions, parsed.data)
    return { definition: { ...rest, questions: after } }
  })
}

/** Moves a question of the draft a place up or down, or takes it away. Refuses as `saveQuestion`. */
export function moveQuestion(
  actor: StaffActor,
  { questionId, to, ...input }: MoveQuestionInput,
): Promise<OfForm> {
  return changeDraft(actor, input, ({ questions, ...rest }) => ({
    definition: { ...rest, questions: withMoved(questions, questionId, to) },
  }))
}

/**
 * Publishes the draft: from now on patients are asked this; the version before is retired, and what was begun of it goes on. Refuses with
 * `form_unsound`, `settings_changed`, `not_found`.
 */
export function publishForm(actor: StaffActor, { formId, seen }: DraftInput): Promise<OfForm> {
  return asBuilder(actor, async (tx) => {
    const draft = await draftOf(tx, actor, formId)
    refuseUnless(seen === draftVersion(draft), 'settings_changed')
    refuseUnless(problemsOf(definitionOf(draft.definition)).length === 0, 'form_unsound')
    await retirePublished(tx, formId)
    await tx.formVersion.updateMany({
      where: { id: draft.id },
      data: { state: 'published', publishedAt: now() },
    })
    await recordForm(tx, actor, 'form.published', formId, { number: draft.number })
    return { formId }
  })
}

/** Nobody is asked for it any more; what was begun can still be sent, and what was sent stays. */
export function retireForm(actor: StaffActor, { formId }: FormInput): Promise<OfForm> {
  return asBuilder(actor, async (tx) => {
    await lockForm(tx, formId)
    found(await tx.form.findFirst({ where: { id: formId, clinicId: actor.clinicId }, select: { id: true } }))
    if ((await retirePublished(tx, formId)) > 0) await recordForm(tx, actor, 'form.retired', formId)
    return { formId }
  })
}

/** Runs a deed of an administrator; `not_allowed` to everybody else. */
export async function asBuilder<T>(actor: StaffActor, work: (tx: Tx) => Promise<T>): Promise<T> {
  allow(mayBuildForms(actor, actor.clinicId), 'known')
  return asActor(actor, work)
}

/** Whoever changes a form waits for whoever is changing it. */
export async function lockForm(tx: Tx, formId: string): Promise<void> {
  await tx.$executeRaw`SELECT lock_resources(ARRAY[${formId}]::uuid[])`
}

type Changed = { title?: string; definition: Definition }

function changeDraft(
  actor: StaffActor,
  { formId, seen }: DraftInput,
  change: (before: Definition) => Changed,
): Promise<OfForm> {
  return asBuilder(actor, async (tx) => {
    const draft = await draftOf(tx, actor, formId)
    refuseUnless(seen === draftVersion(draft), 'settings_changed')
    await tx.formVersion.updateMany({ where: { id: draft.id }, data: change(definitionOf(draft.definition)) })
    await recordForm(tx, actor, 'form.changed', formId)
    return { formId }
  })
}

async function draftOf(tx: Tx, { clinicId }: StaffActor, formId: string) {
  await lockForm(tx, formId)
  return found(
    await tx.formVersion.findFirst({
      where: { formId, clinicId, state: 'draft' },
      select: { id: true, number: true, title: true, definition: true },
    }),
  )
}

async function retirePublished(tx: Tx, formId: string): Promise<number> {
  const { count } = await tx.formVersion.updateMany({
    where: { formId, state: 'published' },
    data: { state: 'retired', retiredAt: now() },
  })
  return count
}

function draftRow(clinicId: string, formId: string, number: number, title: string, definition: Definition) {
  return { id: newId(), clinicId, formId, number, title, definition, createdAt: now() }
}

function recordForm(
  tx: Tx,
  actor: StaffActor,
  event: 'form.added' | 'form.changed' | 'form.published' | 'form.retired',
  formId: string,
  detail: Record<string, number> = {},
): Promise<void> {
  return record(tx, actor, event, { clinicId: actor.clinicId, subject: 'form', subjectId: formId, detail })
}
