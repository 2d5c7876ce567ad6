import type { StaffActor, SystemActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { requireProof } from '../../access/proof'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { env } from '../../env'
import { found, refuseUnless } from '../../errors'
import { newId } from '../../ids'
import { enqueue } from '../../jobs/enqueue'
import { deliver } from '../../mail/deliver'
import { seal } from '../../vault/seal'
import { mayOpenInEmergency, mayReviewEmergencies } from '../policy'
import { emergencyToTell } from '../queries/emergencies'
import { isTreating } from '../queries/relation'
import { emergencyEnds } from '../rules'
import type { OpenRecordInput, ReviewEmergencyInput } from '../schema'
import { emergencyLetter } from '../text'

/**
 * Opens a patient's record to a clinician who has nothing to do with them, for eight hours: the reason is kept, sealed, and the clinic's
 * administrators are told (security.md F9). Who treats the patient already needs none, and nobody is told. Refuses `not_found` for a patient
 * whom the clinic does not have, `proof_required`.
 */
export async function openInEmergency(
  actor: StaffActor,
  { patientId, reason, password }: OpenRecordInput,
): Promise<{ patientId: string }> {
  const { clinicId, accountId } = actor
  allow(mayOpenInEmergency(actor, clinicId))
  if (await isTreating(actor, patientId)) return { patientId }
  await requireProof(actor, password)
  return asActor(actor, async (tx) => {
    found(
      await tx.patient.findFirst({
        where: { id: patientId, deletedAt: null, registrations: { some: { clinicId } } },
        select: { id: true },
      }),
    )
    const id = newId()
    const openedAt = now()
    const untilAt = emergencyEnds(openedAt)
    const reasonSealed = seal(reason, { table: 'emergency_access', column: 'reason_sealed', id })
    await tx.emergencyAccess.createMany({
      data: { id, clinicId, patientId, accountId, reasonSealed, openedAt, untilAt },
    })
    await enqueue(tx, { name: 'emergency.tell', payload: { emergencyId: id }, key: `emergency.tell ${id}` })
    await record(tx, actor, 'record.openedInEmergency', {
      ...{ clinicId, patientId, subject: 'emergencyAccess', subjectId: id },
      detail: { until: untilAt.toISOString() },
    })
    return { patientId }
  })
}

/** An administrator has seen that a record was opened. Refuses `not_found`. */
export async function reviewEmergency(
  actor: StaffActor,
  { emergencyId }: ReviewEmergencyInput,
): Promise<void> {
  allow(mayReviewEmergencies(actor, actor.clinicId))
  await asActor(actor, async (tx) => {
    const { count } = await tx.emergencyAccess.updateMany({
      where: { id: emergencyId, clinicId: actor.clinicId, reviewedAt: null },
      data: { reviewedAt: now(), reviewedBy: actor.accountId },
    })
    refuseUnless(count === 1, 'not_found')
    const subject = { subject: 'emergencyAccess', subjectId: emergencyId }
    await record(tx, actor, 'emergency.reviewed', { clinicId: actor.clinicId, ...subject })
  })
}

/** Writes to the clinic's administrators that a record was opened. Done twice, copies carry the same Message-ID. */
export async function tellOfEmergency(actor: SystemActor, emergencyId: string): Promise<void> {
  for (const told of await emergencyToTell(actor, emergencyId))
    await deliver(actor, {
      messageId: `emergency.${emergencyId}.${told.toAccount}@${new URL(env.ANTEROOM_URL).hostname}`,
      clinic: { name: told.clinicName, email: told.clinicEmail },
      to: { name: told.toName, address: told.toEmail },
      letter: emergencyLetter({ ...told, href: `${env.ANTEROOM_URL}/admin/emergencies` }),
    })
}
