import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { mayAdminister } from '../../clinics/policy'
import { now } from '../../clock'
import { asActor, type Tx } from '../../db/client'
import { refusal, refuseUnless } from '../../errors'
import { hashToken, newId } from '../../ids'
import { enqueue } from '../../jobs/enqueue'
import { invitationToken } from '../queries'
import { invitationEnds } from '../rules'
import type { InviteInput, WithdrawInput } from '../schema'

/**
 * Asks somebody by email to work at the actor's clinic; an open invitation to the same address is withdrawn. Whether the address has an
 * account is not said (security.md H4). Refuses with `invalid_input` where it is a member's already.
 */
export async function inviteStaff(
  actor: StaffActor,
  { name, email, roles }: InviteInput,
): Promise<{ invitationId: string }> {
  allow(mayAdminister(actor, actor.clinicId), 'known')
  const { clinicId } = actor
  return asActor(actor, async (tx) => {
    const member = await tx.clinicMember.findFirst({
      where: { clinicId, endedAt: null, account: { email } },
      select: { id: true },
    })
    if (member)
      throw refusal('invalid_input', { email: 'This person works here already. Change their roles instead.' })
    await withdrawOpen(tx, clinicId, email)
    const id = newId()
    const at = now()
    await tx.staffInvitation.createMany({
      data: {
        ...{ id, clinicId, email, name, roles },
        tokenHash: new Uint8Array(hashToken(invitationToken(id))),
        createdAt: at,
        expiresAt: invitationEnds(at),
      },
    })
    await enqueue(tx, {
      name: 'invitation.send',
      payload: { invitationId: id },
      key: `invitation.send ${id}`,
    })
    await record(tx, actor, 'invitation.made', {
      clinicId,
      subject: 'staff_invitation',
      subjectId: id,
      detail: { roles },
    })
    return { invitationId: id }
  })
}

async function withdrawOpen(tx: Tx, clinicId: string, email: string): Promise<void> {
  await tx.staffInvitation.updateMany({
    where: { clinicId, email, acceptedAt: null, withdrawnAt: null },
    data: { withdrawnAt: now() },
  })
}

/** Takes an invitation back: its link opens nothing any more. Refuses with `not_found` where it is none of the clinic's, or was answered. */
export async function withdrawInvitation(actor: StaffActor, { invitationId }: WithdrawInput): Promise<void> {
  allow(mayAdminister(actor, actor.clinicId), 'known')
  await asActor(actor, async (tx) => {
    const { count } = await tx.staffInvitation.updateMany({
      where: { id: invitationId, clinicId: actor.clinicId, acceptedAt: null, withdrawnAt: null },
      data: { withdrawnAt: now() },
    })
    refuseUnless(count === 1, 'not_found')
    await record(tx, actor, 'invitation.withdrawn', {
      clinicId: actor.clinicId,
      subject: 'staff_invitation',
      subjectId: invitationId,
    })
  })
}
