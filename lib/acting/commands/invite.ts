import type { StaffActor, SystemActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor, type Tx } from '../../db/client'
import { env } from '../../env'
import { found, refusal } from '../../errors'
import { hashToken, newId } from '../../ids'
import { enqueue } from '../../jobs/enqueue'
import { deliver } from '../../mail/deliver'
import { SCOPES } from '../../people/schema'
import { addDays, startOfLocalDay } from '../../time'
import { mayKeepActing } from '../policy'
import { actingToken, findActingToSend } from '../queries/invitation'
import { ACTING_INVITATION_DAYS } from '../rules'
import type { InviteToActInput, WithdrawActingInput } from '../schema'
import { actingLetter } from '../text'

/**
 * Asks somebody by email to act for a patient of the actor's clinic, or the patient to take over the record that the desk made
 * (`relationship` "self"); an open invitation of the same address for the same patient is withdrawn. Whether the address has an account is not
 * said (security.md H4). Refuses `not_found`; `invalid_input` where it would end before it begins.
 */
export async function inviteToAct(
  actor: StaffActor,
  { patientId, email, relationship, scopes, until }: InviteToActInput,
): Promise<{ patientId: string }> {
  allow(mayKeepActing(actor, actor.clinicId))
  const { clinicId } = actor
  return asActor(actor, async (tx) => {
    found(
      await tx.patient.findFirst({
        where: { id: patientId, deletedAt: null, registrations: { some: { clinicId } } },
        select: { id: true },
      }),
    )
    const at = now()
    const untilAt = until ? await endOf(tx, clinicId, until) : null
    if (untilAt && untilAt <= at) throw refusal('invalid_input', { until: 'Choose a day that is to come' })
    const open = { clinicId, patientId, email, acceptedAt: null, withdrawnAt: null }
    await tx.actingInvitation.updateMany({ where: open, data: { withdrawnAt: at } })
    const id = newId()
    await tx.actingInvitation.createMany({
      data: {
        ...{ id, clinicId, patientId, email, relationship },
        scopes: SCOPES.filter((scope) => relationship === 'self' || scopes.includes(scope)),
        until: untilAt,
        tokenHash: new Uint8Array(hashToken(actingToken(id))),
        createdAt: at,
        expiresAt: new Date(at.getTime() + ACTING_INVITATION_DAYS * 86_400_000),
      },
    })
    await enqueue(tx, { name: 'acting.send', payload: { invitationId: id }, key: `acting.send ${id}` })
    await record(tx, actor, 'acting.invited', {
      ...{ clinicId, subject: 'acting_invitation', subjectId: id, patientId },
      detail: { relationship },
    })
    return { patientId }
  })
}

/** The instant a day of the clinic ends. */
async function endOf(tx: Tx, clinicId: string, day: string): Promise<Date> {
  const clinic = found(await tx.clinic.findFirst({ where: { id: clinicId }, select: { timeZone: true } }))
  return startOfLocalDay(addDays(day, 1), clinic.timeZone)
}

/** Takes an invitation back: its link opens nothing any more. Refuses `not_found` where it is none of the clinic's, or was answered. */
export async function withdrawActing(
  actor: StaffActor,
  { invitationId }: WithdrawActingInput,
): Promise<void> {
  allow(mayKeepActing(actor, actor.clinicId))
  const { clinicId } = actor
  await asActor(actor, async (tx) => {
    const open = { id: invitationId, clinicId, acceptedAt: null, withdrawnAt: null }
    const { patientId } = found(
      await tx.actingInvitation.findFirst({ where: open, select: { patientId: true } }),
    )
    await tx.actingInvitation.updateMany({ where: open, data: { withdrawnAt: now() } })
    await record(tx, actor, 'acting.invitationWithdrawn', {
      ...{ clinicId, subject: 'acting_invitation', subjectId: invitationId, patientId },
    })
  })
}

/** Sends the mail of an invitation, if it is still open. Throws where the mail server does not take it, for the job to try again. */
export async function sendActing(actor: SystemActor, invitationId: string): Promise<void> {
  const invitation = await findActingToSend(actor, invitationId)
  if (!invitation) return
  const { clinic, email, href, relationship } = invitation
  await deliver(actor, {
    messageId: `acting.${invitationId}@${new URL(env.ANTEROOM_URL).hostname}`,
    clinic,
    to: { name: '', address: email },
    letter: actingLetter({ isSelf: relationship === 'self', clinic, href }),
  })
}
