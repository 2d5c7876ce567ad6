import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor, type Tx } from '../../db/client'
import { found, refusal, refuseUnless } from '../../errors'
import { newId } from '../../ids'
import { mayAskForForms } from '../policy'
import { canStillFill } from '../rules/asking'
import type { AskInput, WithdrawRequestInput } from '../schema/asking'

/**
 * Asks the patient of a booking for a form, for this visit or at any time. Asked for the same again changes nothing. Refuses with `not_found`,
 * on `formId` where the form is not asked any more, and with `form_over` for a visit that is over.
 */
export function askForForm(
  actor: StaffActor,
  { bookingId, formId, when }: AskInput,
): Promise<{ bookingId: string }> {
  const { clinicId } = actor
  return asActor(actor, async (tx) => {
    allow(mayAskForForms(actor, clinicId))
    const booking = found(
      await tx.booking.findFirst({
        where: { id: bookingId, clinicId },
        select: { patientId: true, status: true, endsAt: true },
      }),
    )
    const version = await tx.formVersion.findFirst({
      where: { clinicId, formId, state: 'published' },
      select: { id: true },
    })
    if (!version) throw refusal('invalid_input', { formId: 'Choose a form' })
    refuseUnless(when === 'any' || canStillFill(booking, now()), 'form_over')
    const { patientId } = booking
    if (when === 'any' && (await isAskedAlready(tx, clinicId, patientId, formId))) return { bookingId }
    const id = newId()
    const { count } = await tx.formRequest.createMany({
      data: {
        ...{ id, clinicId, patientId, formId, createdAt: now() },
        bookingId: when === 'visit' ? bookingId : null,
      },
      skipDuplicates: true,
    })
    if (count > 0)
      await record(tx, actor, 'form.requested', {
        ...{ clinicId, subject: 'form_request', subjectId: id, patientId, detail: { formId } },
      })
    return { bookingId }
  })
}

/** At any time, and not sent since. Row-level security lets a receptionist see no submission, but how far each is. */
async function isAskedAlready(tx: Tx, clinicId: string, patientId: string, formId: string): Promise<boolean> {
  const asked = await tx.$queryRaw`SELECT r.id FROM form_request r
    WHERE r.clinic_id = ${clinicId}::uuid AND r.patient_id = ${patientId}::uuid AND r.form_id = ${formId}::uuid AND r.booking_id IS NULL AND r.withdrawn_at IS NULL
      AND NOT EXISTS (SELECT FROM submission_progress('{}', ${patientId}::uuid) p WHERE p.request_id = r.id AND p.state = 'completed')`
  return Array.isArray(asked) && asked.length > 0
}

/** No longer asks for it; what was sent already stays. Refuses with `not_found`. */
export function withdrawRequest(actor: StaffActor, { requestId }: WithdrawRequestInput): Promise<void> {
  const { clinicId } = actor
  return asActor(actor, async (tx) => {
    allow(mayAskForForms(actor, clinicId))
    const { patientId } = found(
      await tx.formRequest.findFirst({ where: { id: requestId, clinicId }, select: { patientId: true } }),
    )
    const { count } = await tx.formRequest.updateMany({
      where: { id: requestId, withdrawnAt: null },
      data: { withdrawnAt: now() },
    })
    if (count > 0)
      await record(tx, actor, 'form.requestWithdrawn', {
        ...{ clinicId, subject: 'form_request', subjectId: requestId, patientId },
      })
  })
}
