import type { Guest, PatientActor } from '../../access/actor'
import { signInBrowser } from '../../access/browser'
import { passwordProblem } from '../../access/password-rules'
import { hashPassword } from '../../access/passwords'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { found, refusal, refuseUnless } from '../../errors'
import { hashToken, newId } from '../../ids'
import { PASSWORD_WORDS } from '../../invitations/rules'
import { type ActingInvitationView, findActingInvitation } from '../queries/invitation'
import type { TakeUpAsNewInput, TakeUpInput } from '../schema'

/**
 * The signed-in person takes up an invitation to their own email, with the patient's birth date. Refuses `invitation_over` where it is not open,
 * somebody else's, or the record has its owner; `invalid_input` for a wrong birth date, five times in all.
 */
export async function takeUpActing(actor: PatientActor, input: TakeUpInput): Promise<void> {
  const invitation = await openOne(actor, input.invitationToken)
  await takeUp(actor, invitation, input, null)
}

/** The same for somebody without an account: makes it, and signs this browser in. Refuses a weak password too. */
export async function takeUpActingAsNew(
  actor: Guest | PatientActor,
  { name, password, ...input }: TakeUpAsNewInput,
): Promise<void> {
  const invitation = await openOne(actor, input.invitationToken)
  refuseUnless(!invitation.hasAccount, 'invitation_over')
  const problem = passwordProblem(password, [name, invitation.email, invitation.clinic.name])
  if (problem) throw refusal('invalid_input', { password: PASSWORD_WORDS[problem] })
  const account = { id: newId(), name, passwordHash: await hashPassword(password) }
  await takeUp(actor, invitation, input, account)
  await signInBrowser(actor.via, invitation.email, password)
}

async function openOne(actor: Guest | PatientActor, token: string): Promise<ActingInvitationView> {
  const invitation = found(await findActingInvitation(actor, token), 'bad_link')
  refuseUnless(invitation.state === 'open', 'invitation_over')
  return invitation
}

type Taken = { outcome: 'done' | 'wrong_birth_date' | 'not_open'; patient_id: string | null }
type NewAccount = { id: string; name: string; passwordHash: string }

/** A wrong birth date is counted, so it is refused only once that is committed. */
async function takeUp(
  actor: Guest | PatientActor,
  invitation: ActingInvitationView,
  { invitationToken, dateOfBirth }: TakeUpInput,
  account: NewAccount | null,
): Promise<void> {
  const outcome = await asActor(actor, async (tx) => {
    const [taken] = await tx.$queryRaw<Taken[]>`
      SELECT outcome, patient_id FROM take_up_acting(${hashToken(invitationToken)}, ${dateOfBirth}::date, ${account?.id ?? null}::uuid,
        ${account?.name ?? null}, ${account?.passwordHash ?? null}, ${newId()}::uuid, ${now()})`
    const { outcome, patient_id: patientId } = found(taken, 'invitation_over')
    if (outcome !== 'not_open')
      await record(tx, actor, 'acting.begun', {
        ...{
          clinicId: invitation.clinic.id,
          subject: 'acting_invitation',
          subjectId: invitation.id,
          patientId,
        },
        ...(outcome === 'done' ? {} : { outcome: 'refused' as const }),
        detail: { relationship: invitation.relationship, newAccount: account !== null },
      })
    return outcome
  })
  if (outcome === 'wrong_birth_date')
    throw refusal('invalid_input', { dateOfBirth: 'That is not the date of birth the clinic has. Check it.' })
  refuseUnless(outcome === 'done', 'invitation_over')
}
