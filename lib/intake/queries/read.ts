import { cache } from 'react'
import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { asActor } from '../../db/client'
import { found } from '../../errors'
import { isId } from '../../ids'
import { mayReadSubmissions } from '../policy'
import { askedPages, redFlagsOf } from '../rules/pages'
import { filesOf, printAnswer } from '../text/words'
import { definitionOf, openFilled } from './version'

/** A question with its answer, as text. `isFlagged`: the form says to look at it; `section`: of the chart, to which it is proposed. */
export type ReadAnswer = {
  id: string
  label: string
  answer: string | null
  isFlagged: boolean
  section: string | null
  files: { id: string; name: string }[]
}

/** A form as clinicians read it. */
export type ReadSubmission = {
  id: string
  title: string
  versionNumber: number
  source: 'internal' | 'jotform' | 'api'
  patient: { id: string; name: string; bornOn: string; number: string }
  bookingId: string | null
  sentAt: Date | null
  savedAt: Date
  timeZone: string
  pages: { id: string; title: string; answers: ReadAnswer[] }[]
  consents: ReadConsent[]
  task: { id: string; isDone: boolean } | null
}
export type ReadConsent = {
  id: string
  title: string
  text: string
  givenAt: Date
  givenByName: string
  relationship: string | null
  ip: string
  withdrawnAt: Date | null
}

/**
 * What a patient of the clinic answered; that somebody reads it is written down before it is opened, once in a render. Drafts too: what is there
 * before the visit may be all there is. Refuses with `not_found`.
 */
export const readSubmission = cache(
  (actor: StaffActor, submissionId: string): Promise<ReadSubmission> =>
    asActor(actor, async (tx) => {
      allow(mayReadSubmissions(actor, actor.clinicId) && isId(submissionId))
      const row = found(
        await tx.formSubmission.findFirst({
          where: { id: submissionId, clinicId: actor.clinicId },
          select: columns,
        }),
      )
      await record(tx, actor, 'submission.viewed', {
        ...{ clinicId: actor.clinicId, subject: 'form_submission', subjectId: row.id },
        patientId: row.patient.id,
      })
      const { patient, version, form, tasks, consents, completedAt, answersSealed, ...rest } = row
      const definition = definitionOf(version.definition)
      const { answers } = openFilled({ id: row.id, answersSealed })
      const flagged = new Set(redFlagsOf(definition, answers).map(({ id }) => id))
      const words = new Map(
        definition.questions.flatMap((one) => (one.type === 'consent' ? [[one.id, one] as const] : [])),
      )
      return {
        ...rest,
        ...{ title: version.title, versionNumber: version.number, sentAt: completedAt },
        timeZone: form.clinic.timeZone,
        patient: {
          ...{ id: patient.id, number: patient.number, name: `${patient.firstName} ${patient.lastName}` },
          bornOn: patient.dateOfBirth.toISOString().slice(0, 10),
        },
        pages: askedPages(definition, version.title, answers).map(({ id, title, questions }) => ({
          ...{ id, title },
          answers: questions.map((question) => ({
            ...{ id: question.id, label: question.label, section: question.mapsTo ?? null },
            ...{ answer: printAnswer(question, answers[question.id]), isFlagged: flagged.has(question.id) },
            files: question.type === 'file' ? filesOf(answers[question.id]) : [],
          })),
        })),
        consents: consents.map(({ questionId, ...consent }) => {
          const { title, text } = found(words.get(questionId))
          return { ...consent, title, text }
        }),
        task: tasks[0] ? { id: tasks[0].id, isDone: tasks[0].doneAt !== null } : null,
      }
    }),
)

const columns = {
  ...{ id: true, source: true, bookingId: true, completedAt: true, savedAt: true, answersSealed: true },
  patient: { select: { id: true, number: true, firstName: true, lastName: true, dateOfBirth: true } },
  version: { select: { number: true, title: true, definition: true } },
  form: { select: { clinic: { select: { timeZone: true } } } },
  tasks: { select: { id: true, doneAt: true }, orderBy: { id: 'desc' }, take: 1 },
  consents: {
    select: {
      ...{ id: true, questionId: true, givenAt: true, givenByName: true },
      ...{ relationship: true, ip: true, withdrawnAt: true },
    },
    orderBy: { id: 'asc' },
  },
} as const
