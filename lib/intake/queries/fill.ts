import { cache } from 'react'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor, type Tx } from '../../db/client'
import { found } from '../../errors'
import { isId } from '../../ids'
import { localDate } from '../../time'
import { canStillFill } from '../rules/asking'
import { askedPages, pagesOf } from '../rules/pages'
import type { Filled } from '../schema/answers'
import type { Definition } from '../schema/definition'
import type { Filler } from './tasks'
import { definitionOf, openFilled, seenOf } from './version'

/** A consent that was given with a form. */
export type GivenConsent = {
  id: string
  questionId: string
  givenAt: Date
  givenByName: string
  relationship: string | null
  withdrawnAt: Date | null
}

/** A form as whoever fills it in sees it, with what they answered so far. */
export type MySubmission = {
  id: string
  formId: string
  title: string
  definition: Definition
  filled: Filled
  patientId: string
  bookingId: string | null
  requestId: string | null
  formVersionId: string
  completedAt: Date | null
  canFill: boolean
  /** The calendar date at the clinic. */
  today: string
  clinic: { id: string; slug: string; name: string; phone: string; timeZone: string }
  consents: GivenConsent[]
}

/**
 * A form of somebody the account acts for, or of a link's booking; that somebody looked is written down before it is opened, once in a
 * render. Refuses with `not_found`.
 */
export const readMySubmission = cache(
  (actor: Filler, submissionId: string): Promise<MySubmission> =>
    asActor(actor, async (tx) => {
      const row = await findMine(tx, submissionId)
      await record(tx, actor, 'submission.viewed', {
        ...{ clinicId: row.form.clinic.id, subject: 'form_submission', subjectId: row.id },
        patientId: row.patientId,
      })
      return shownTo(actor, openMine(row))
    }),
)

type Row = Awaited<ReturnType<typeof findMine>>

/** The row of it, sealed. Refuses with `not_found`. */
export async function findMine(tx: Tx, submissionId: string) {
  return found(
    isId(submissionId)
      ? await tx.formSubmission.findFirst({ where: { id: submissionId }, select: columns })
      : null,
  )
}

/** What is in it. Whoever calls writes down that somebody looked, or what they did with it. */
export function openMine({ form, booking, request, version, answersSealed, ...row }: Row): MySubmission {
  return {
    ...{ ...row, clinic: form.clinic, title: version.title },
    definition: definitionOf(version.definition),
    filled: openFilled({ id: row.id, answersSealed }),
    today: localDate(now(), form.clinic.timeZone),
    canFill: row.completedAt === null && canStillFill(booking, now()) && !request?.withdrawnAt,
  }
}

/**
 * What of a form whoever asks is shown. A link shows what was typed for its booking and nothing that was brought along from earlier: who holds
 * it and knows a birth date need not be the patient.
 */
export function shownTo(actor: Filler, form: MySubmission): MySubmission {
  if (actor.kind !== 'link') return form
  const { answers, done } = form.filled
  const saved = new Set(
    pagesOf(form.definition, form.title)
      .filter(({ id }) => done.includes(id))
      .flatMap(({ questions }) => questions.map(({ id }) => id)),
  )
  const typed = Object.fromEntries(Object.entries(answers).filter(([id]) => saved.has(id)))
  return { ...form, filled: { answers: typed, done, carriedFrom: null } }
}

/** A page of a form that is asked, with its place among them, and what its answers are now; null where it is not asked (any more). */
export function findPage({ definition, title, filled }: MySubmission, pageId: string) {
  const pages = askedPages(definition, title, filled.answers)
  const n = pages.findIndex(({ id }) => id === pageId)
  const page = pages[n]
  if (!page) return null
  return { page, step: `Section ${n + 1} of ${pages.length}`, seen: seenOf(filled.answers, page.questions) }
}

const columns = {
  ...{ id: true, formId: true, patientId: true, bookingId: true, requestId: true },
  ...{ formVersionId: true, completedAt: true, answersSealed: true },
  version: { select: { title: true, definition: true } },
  form: { select: { clinic: { select: { id: true, slug: true, name: true, phone: true, timeZone: true } } } },
  booking: { select: { status: true, endsAt: true } },
  request: { select: { withdrawnAt: true } },
  consents: {
    select: {
      ...{ id: true, questionId: true, givenAt: true, givenByName: true },
      ...{ relationship: true, withdrawnAt: true },
    },
    orderBy: { id: 'asc' },
  },
} as const
