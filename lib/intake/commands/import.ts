import type { KeyActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor, type Tx } from '../../db/client'
import { found, refusal } from '../../errors'
import { newId } from '../../ids'
import { localDate } from '../../time'
import { mayImportForms } from '../policy'
import { definitionOf } from '../queries/version'
import { readAnswer, typedOf } from '../rules/answers'
import { askedAnswers, askedPages, isAsked } from '../rules/pages'
import { needsLook } from '../rules/proposals'
import type { Answers } from '../schema/answers'
import type { Definition } from '../schema/definition'
import type { ImportBody } from '../schema/importing'
import { proposeAnswers, raiseTask } from './send'
import { sealed } from './submission'

/**
 * Takes in a form that was filled in elsewhere, once for each id it has there: sent again, the first stays and is answered with. Nothing has to be
 * answered; what is answered has to be an answer, and to a question of the form. Consents given elsewhere are not ours to keep. Refuses with
 * `not_found` (clinic, form), on `patientNumber` or `bookingReference` where nobody has it with that date of birth, on `answers.<question>`.
 */
export function importSubmission(
  actor: KeyActor,
  { clinicSlug, ...body }: ImportBody & { clinicSlug: string },
): Promise<{ id: string; isNew: boolean }> {
  const { clinicId } = actor
  return asActor(actor, async (tx) => {
    allow(clinicSlug === actor.clinicSlug && mayImportForms(actor, clinicId))
    const { source, externalId } = body
    const same = { clinicId, source, externalId }
    const before = await tx.formSubmission.findFirst({ where: same, select: { id: true } })
    if (before) return { id: before.id, isNew: false }
    const subject = await subjectOf(tx, body)
    const version = await versionOf(tx, clinicId, body.form)
    const definition = definitionOf(version.definition)
    const answers = readAnswers(definition, body.answers)
    const pages = askedPages(definition, version.title, answers).length
    const id = newId()
    const { count } = await tx.formSubmission.createMany({
      data: {
        ...{ id, ...same, ...subject, formId: version.formId, formVersionId: version.id },
        ...{ state: 'completed', pagesDone: pages, pagesAsked: pages, startedAt: now(), savedAt: now() },
        completedAt: body.submittedAt ? new Date(body.submittedAt) : now(),
        answersSealed: sealed(id, { answers, done: [], carriedFrom: null }),
      },
      skipDuplicates: true,
    })
    if (count === 0) {
      const first = found(await tx.formSubmission.findFirst({ where: same, select: { id: true } }))
      return { id: first.id, isNew: false }
    }
    const deed = { clinicId, subject: 'form_submission', subjectId: id, patientId: subject.patientId }
    await proposeAnswers(tx, actor, { id, clinic: { id: clinicId }, ...subject, definition }, answers)
    if (needsLook(definition, answers)) {
      await raiseTask(tx, { id, clinic: { id: clinicId }, ...subject }, 'red_flag')
      await record(tx, actor, 'task.raised', deed)
    }
    await record(tx, actor, 'submission.imported', { ...deed, detail: { source, keyId: actor.keyId } })
    return { id, isNew: true }
  })
}

async function subjectOf(tx: Tx, { patientNumber, bookingReference, dateOfBirth }: ImportBody) {
  const [subject] = await tx.$queryRaw<{ patientId: string; bookingId: string | null }[]>`
    SELECT patient_id AS "patientId", booking_id AS "bookingId"
    FROM key_subject(${patientNumber ?? null}, ${bookingReference ?? null}, ${dateOfBirth}::date)`
  if (subject) return subject
  const field = bookingReference ? 'bookingReference' : 'patientNumber'
  throw refusal('invalid_input', { [field]: 'Nobody of this clinic has it with that date of birth' })
}

async function versionOf(tx: Tx, clinicId: string, form: string) {
  const isKind = !form.includes('-')
  return found(
    await tx.formVersion.findFirst({
      where: {
        ...{ clinicId, state: 'published' },
        form: isKind ? { kind: form as 'triage' } : { id: form },
      },
      select: { id: true, formId: true, title: true, definition: true },
      orderBy: { publishedAt: 'desc' },
    }),
  )
}

function readAnswers(definition: Definition, sent: ImportBody['answers']): Answers {
  const questions = new Map(definition.questions.filter(isAsked).map((one) => [one.id, one]))
  const answers: Answers = {}
  const problems: Record<string, string> = {}
  for (const [id, value] of Object.entries(sent)) {
    const question = questions.get(id)
    if (!question || question.type === 'file') {
      problems[`answers.${id}`] = 'The form has no such question'
      continue
    }
    const read = readAnswer(
      { ...question, isOptional: true },
      typedOf(question, value),
      localDate(now(), 'UTC'),
    )
    if ('say' in read) problems[`answers.${id}`] = read.say
    else if (read.answer !== undefined) answers[id] = read.answer
  }
  if (Object.keys(problems).length > 0) throw refusal('invalid_input', problems)
  return askedAnswers(definition, answers)
}
