import type { Actor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { proposeChange } from '../../chart/commands/propose'
import { now } from '../../clock'
import { asActor, type Tx } from '../../db/client'
import { refusal, refuseUnless } from '../../errors'
import { newId } from '../../ids'
import { mayFillIn } from '../policy'
import { findMine, type MySubmission, openMine } from '../queries/fill'
import type { Filler } from '../queries/tasks'
import { hashOf } from '../queries/version'
import { canAgreeAlone, consentProblems } from '../rules/consent'
import { askedAnswers, askedConsents, isReadyToSend } from '../rules/pages'
import { entryOf, mappedEntries, needsLook } from '../rules/proposals'
import type { Answers, SendInput } from '../schema/answers'
import type { ConsentQuestion, Definition } from '../schema/definition'
import { lockSubmission, pageOf, sealed } from './submission'

/**
 * Sends a form: from then on nothing of it changes. Each consent that it asks for is kept with its text's hash, time, address, and who gave
 * it; answers that need a look become a task for staff. Sent twice it is sent once. Refuses with `form_over`, `form_not_ready`, and on `agree`,
 * `name`, `who` and `relationship` with `invalid_input`.
 */
export function sendForm(actor: Filler, input: SendInput): Promise<{ goTo: string }> {
  return asActor(actor, async (tx) => {
    await lockSubmission(tx, input.submissionId)
    const form = openMine(await findMine(tx, input.submissionId))
    const { id, definition, filled, clinic, patientId } = form
    allow(mayFillIn(actor, form.bookingId))
    const goTo = `${pageOf(actor, id)}/sent`
    if (form.completedAt) return { goTo }
    refuseUnless(form.canFill, 'form_over')
    const answers = askedAnswers(definition, filled.answers)
    refuseUnless(isReadyToSend(form), 'form_not_ready')
    const consents = askedConsents(definition, answers)
    const problems = consentProblems(
      consents,
      input,
      canAgreeAlone(await bornOn(tx, actor, form), form.today),
    )
    if (Object.keys(problems).length > 0) throw refusal('invalid_input', problems)
    await tx.formSubmission.updateMany({
      where: { id },
      data: {
        ...{ state: 'completed', completedAt: now(), savedAt: now() },
        answersSealed: sealed(id, { ...filled, answers }),
      },
    })
    await keepConsents(tx, actor, form, consents, input)
    const deed = { clinicId: clinic.id, subject: 'form_submission', subjectId: id, patientId }
    await proposeAnswers(tx, actor, form, answers)
    if (needsLook(definition, answers)) {
      await raiseTask(tx, form, 'red_flag')
      await record(tx, actor, 'task.raised', deed)
    }
    await record(tx, actor, 'submission.sent', deed)
    return { goTo }
  })
}

/** Puts what the answers say for the chart where a clinician accepts or rejects it. */
export async function proposeAnswers(
  tx: Tx,
  actor: Actor,
  { id, clinic, patientId, definition }: Omit<TaskSubject, 'bookingId'> & { definition: Definition },
  answers: Answers,
): Promise<void> {
  const source = { kind: 'submission', id } as const
  for (const mapped of mappedEntries(definition, answers))
    await proposeChange(tx, actor, { clinicId: clinic.id, patientId, source, ...entryOf(mapped) })
}

/** Of which submission, and of whom. */
type TaskSubject = Pick<MySubmission, 'id' | 'patientId' | 'bookingId'> & { clinic: { id: string } }

/** Puts something before staff that they have to look at; what is open already is not put there twice. */
export async function raiseTask(
  tx: Tx,
  { id, clinic, patientId, bookingId }: TaskSubject,
  kind: 'red_flag' | 'consent_withdrawn',
): Promise<void> {
  await tx.staffTask.createMany({
    data: {
      id: newId(),
      clinicId: clinic.id,
      kind,
      patientId,
      bookingId,
      submissionId: id,
      createdAt: now(),
    },
    skipDuplicates: true,
  })
}

async function keepConsents(
  tx: Tx,
  actor: Filler,
  { id, clinic, patientId, formVersionId }: MySubmission,
  consents: readonly ConsentQuestion[],
  { name = '', who, relationship }: SendInput,
): Promise<void> {
  if (consents.length === 0) return
  const { ip, userAgent = '' } = actor.via
  await tx.consent.createMany({
    data: consents.map((consent) => ({
      ...{ id: newId(), clinicId: clinic.id, patientId, submissionId: id, formVersionId },
      ...{ questionId: consent.id, textHash: hashOf(consent.text), givenAt: now(), ip, userAgent },
      ...{ givenByName: name, relationship: who === 'other' ? relationship : null },
    })),
  })
  await record(tx, actor, 'consent.given', {
    ...{ clinicId: clinic.id, subject: 'form_submission', subjectId: id, patientId },
    detail: { questions: consents.map((consent) => consent.id), formVersionId },
  })
}

/** 'YYYY-MM-DD'. A link's bearer has said it, and was right. */
async function bornOn(tx: Tx, actor: Filler, { patientId, today }: MySubmission): Promise<string> {
  if (actor.kind === 'link') return actor.bornOn ?? today
  const patient = await tx.patient.findUniqueOrThrow({
    where: { id: patientId },
    select: { dateOfBirth: true },
  })
  return patient.dateOfBirth.toISOString().slice(0, 10)
}
