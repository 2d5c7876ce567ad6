import type { LinkActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { type Known, knownWith } from '../../actions/known-draft'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor, type Tx } from '../../db/client'
import { found, refusal, refuseUnless } from '../../errors'
import { newId } from '../../ids'
import { localDate } from '../../time'
import { mayFillIn } from '../policy'
import { findMine, openMine, shownTo } from '../queries/fill'
import type { Filler } from '../queries/tasks'
import { definitionOf, openFilled, seenOf } from '../queries/version'
import { readPage, stillAnswers } from '../rules/answers'
import { canStillFill, FILLABLE } from '../rules/asking'
import { askedPages, isAsked, progressOf } from '../rules/pages'
import type { Answers, Filled, SavePageInput, StartInput } from '../schema/answers'
import type { Definition } from '../schema/definition'
import { fileAnswers, type NewFiles } from './files'
import { lockSubmission, pageOf, sealed } from './submission'

/**
 * Begins a form that a booking or staff ask for, or goes on with one that was begun. To the signed-in it begins with what they answered last
 * time ("still right?"), which counts for nothing until they save it; a link shows nothing but what was typed for its booking. Refuses with
 * `not_found`.
 */
export function startForm(actor: Filler, input: StartInput): Promise<{ goTo: string }> {
  return asActor(actor, async (tx) => {
    const asked = await askedFor(tx, actor, input)
    allow(mayFillIn(actor, asked.bookingId))
    const { formId, requestId, ...booking } = asked
    const same = requestId ? { requestId } : { bookingId: booking.bookingId, formId, requestId: null }
    const begun = await tx.formSubmission.findFirst({ where: same, select: { id: true } })
    if (begun) return { goTo: pageOf(actor, begun.id) }
    const version = found(
      await tx.formVersion.findFirst({
        where: { formId, state: 'published' },
        select: { id: true, title: true, definition: true },
      }),
    )
    const definition = definitionOf(version.definition)
    const filled = await startingAnswers(tx, actor, asked, definition)
    const id = newId()
    const { count } = await tx.formSubmission.createMany({
      data: {
        ...{ id, formVersionId: version.id, ...asked },
        ...{ startedAt: now(), savedAt: now(), ...progressColumns(definition, version.title, filled) },
        answersSealed: sealed(id, filled),
      },
      skipDuplicates: true,
    })
    // Of two devices that begin at once the second goes on with what the first began.
    const ours = found(await tx.formSubmission.findFirst({ where: same, select: { id: true } }))
    if (count > 0)
      await record(tx, actor, 'submission.started', {
        ...{ clinicId: asked.clinicId, subject: 'form_submission', subjectId: id },
        ...{ patientId: asked.patientId, detail: { carried: filled.carriedFrom !== null } },
      })
    return { goTo: pageOf(actor, ours.id) }
  })
}

/**
 * Saves one page of a form and says where to go on: the next page that is left, or the check of all answers. Refuses on each control that is
 * wrong with `invalid_input`; with `form_changed` where the page was saved from elsewhere after it was opened; with `form_over`.
 */
export async function savePage(
  actor: Filler,
  input: SavePageInput,
  files: NewFiles = {},
): Promise<{ goTo: string }> {
  return asActor(actor, async (tx) => {
    await lockSubmission(tx, input.submissionId)
    const form = openMine(await findMine(tx, input.submissionId))
    allow(mayFillIn(actor, form.bookingId))
    refuseUnless(form.canFill, 'form_over')
    const { id, definition, title, filled, clinic, patientId } = form
    const shown = shownTo(actor, form).filled.answers
    const page = found(askedPages(definition, title, shown).find((one) => one.id === input.page))
    const { answers, problems } = readPage(
      page.questions,
      { ...input.a, ...(await fileAnswers(tx, actor, { form, page, before: shown }, input, files)) },
      form.today,
    )
    if (Object.keys(problems).length > 0) throw refusal('invalid_input', problems)
    refuseUnless(input.seen === seenOf(shown, page.questions), 'form_changed')
    const after = {
      ...filled,
      answers: { ...without(filled.answers, page.questions), ...answers },
      done: [...new Set([...filled.done, page.id])],
    }
    await tx.formSubmission.updateMany({
      where: { id },
      data: {
        savedAt: now(),
        answersSealed: sealed(id, after),
        ...progressColumns(definition, title, after),
      },
    })
    await record(tx, actor, 'submission.saved', {
      ...{ clinicId: clinic.id, subject: 'form_submission', subjectId: id, patientId },
      detail: { page: page.id },
    })
    return { goTo: `${pageOf(actor, id)}/${nextStep(definition, title, after, page.id)}` }
  })
}

/** Whoever saves by a link stays known for another hour. */
export async function savePageByLink(actor: LinkActor, input: SavePageInput, before: Known | null) {
  const result = await savePage(actor, input)
  const { bookingId, bornOn } = actor
  return { result, draft: bornOn ? knownWith(before, bookingId, bornOn) : before }
}

type Asked = {
  clinicId: string
  patientId: string
  formId: string
  bookingId: string | null
  requestId: string | null
}

/** What a booking or staff ask for, as the rows say it and not the form. */
async function askedFor(tx: Tx, actor: Filler, input: StartInput): Promise<Asked> {
  const { formId, requestId } = input
  const bookingId = actor.kind === 'link' ? actor.bookingId : input.bookingId
  const visit = { select: { status: true, endsAt: true } } as const
  if (requestId) {
    const request = found(
      await tx.formRequest.findFirst({
        where: { id: requestId, formId, withdrawnAt: null },
        select: { clinicId: true, patientId: true, formId: true, bookingId: true, booking: visit },
      }),
    )
    const { booking, ...asked } = request
    refuseUnless(canStillFill(booking, now()), 'form_over')
    return { ...asked, requestId }
  }
  refuseUnless(bookingId !== undefined, 'not_found')
  const booking = found(
    await tx.booking.findFirst({
      where: { id: bookingId, status: { in: [...FILLABLE] }, endsAt: { gt: now() } },
      select: {
        ...{ clinicId: true, patientId: true, type: true },
        service: { select: { forms: { where: { formId }, select: { type: true } } } },
      },
    }),
  )
  const asks = booking.service.forms.some(({ type }) => type === null || type === booking.type)
  refuseUnless(asks, 'not_found')
  return { clinicId: booking.clinicId, patientId: booking.patientId, formId, bookingId, requestId: null }
}

async function startingAnswers(tx: Tx, actor: Filler, asked: Asked, definition: Definition): Promise<Filled> {
  const empty = { answers: {}, done: [], carriedFrom: null }
  if (actor.kind === 'link') return empty
  const { clinicId, patientId, formId } = asked
  const last = await tx.formSubmission.findFirst({
    where: { clinicId, patientId, formId, state: 'completed' },
    select: { id: true, answersSealed: true, completedAt: true },
    orderBy: { completedAt: 'desc' },
  })
  if (!last?.completedAt) return empty
  await record(tx, actor, 'submission.viewed', {
    ...{ clinicId, subject: 'form_submission', subjectId: last.id, patientId },
  })
  const { answers } = openFilled(last)
  const today = localDate(now(), 'UTC')
  const carried = definition.questions.filter(isAsked).flatMap((question) => {
    const answer = answers[question.id]
    const isStill = answer !== undefined && question.type !== 'file' && stillAnswers(question, answer, today)
    return isStill ? [[question.id, answer] as const] : []
  })
  return { answers: Object.fromEntries(carried), done: [], carriedFrom: last.completedAt.toISOString() }
}

function nextStep(definition: Definition, title: string, filled: Filled, from: string): string {
  const { pages } = progressOf(definition, title, filled)
  const rest = pages.slice(pages.findIndex(({ id }) => id === from) + 1)
  return rest.find(({ id }) => !filled.done.includes(id))?.id ?? 'check'
}

function progressColumns(definition: Definition, title: string, filled: Filled) {
  const { pages, done } = progressOf(definition, title, filled)
  return { pagesDone: done, pagesAsked: pages.length }
}

function without(answers: Answers, questions: readonly { id: string }[]): Answers {
  const gone = new Set(questions.map(({ id }) => id))
  return Object.fromEntries(Object.entries(answers).filter(([id]) => !gone.has(id)))
}
