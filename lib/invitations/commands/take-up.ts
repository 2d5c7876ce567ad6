import type { Guest, PatientActor } from '../../access/actor'
import { passwordProblem } from '../../access/password-rules'
import { hashPassword } from '../../access/passwords'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { found, refusal, refuseUnless } from '../../errors'
import { hashToken, newId } from '../../ids'
import { readPhone } from '../../phone'
import { findInvitation, type InvitationView } from '../queries'
import { PASSWORD_WORDS } from '../rules'
import type { FoundInput, JoinAsNewInput, JoinInput } from '../schema'

/**
 * Makes the account of somebody invited who has none, and with it the membership where there is a clinic yet. An account that is there is
 * never changed (security.md F12). Refuses: `invitation_over`; `invalid_input` for the password.
 */
export async function makeInvitedAccount(
  actor: Guest | PatientActor,
  { invitationToken, name, password }: JoinAsNewInput,
): Promise<InvitationView> {
  const invitation = await openOne(actor, invitationToken)
  refuseUnless(!invitation.hasAccount, 'invitation_over')
  const about = [name, invitation.email, invitation.clinic?.name ?? '']
  const problem = passwordProblem(password, about)
  if (problem) throw refusal('invalid_input', { password: PASSWORD_WORDS[problem] })
  const passwordHash = await hashPassword(password)
  const accountId = newId()
  await asActor(actor, async (tx) => {
    const [row] = await tx.$queryRaw<{ made: boolean }[]>`
      SELECT join_as_new(${hashToken(invitationToken)}, ${accountId}::uuid, ${name}, ${passwordHash}, ${now()}) AS made`
    refuseUnless(row?.made === true, 'invitation_over')
    await record(tx, actor, 'member.joined', {
      clinicId: invitation.clinic?.id ?? null,
      subject: 'account',
      subjectId: accountId,
      detail: { invitationId: invitation.id, newAccount: true },
    })
  })
  return invitation
}

/** The signed-in person takes up an invitation to their own email. Refuses `invitation_over` where it is not open, or somebody else's. */
export async function takeUpInvitation(
  actor: PatientActor,
  { invitationToken }: JoinInput,
): Promise<InvitationView> {
  const invitation = await openOne(actor, invitationToken)
  await asActor(actor, async (tx) => {
    const [row] = await tx.$queryRaw<{ clinic_id: string | null }[]>`
      SELECT join_clinic(${hashToken(invitationToken)}, ${now()}) AS clinic_id`
    await record(tx, actor, 'member.joined', {
      clinicId: found(row?.clinic_id, 'invitation_over'),
      subject: 'account',
      subjectId: actor.accountId,
      detail: { invitationId: invitation.id, newAccount: false },
    })
  })
  return invitation
}

/**
 * The signed-in person founds the clinic they were invited to found: the clinic, its first location, and themselves as its administrator.
 * Refuses: `invitation_over`; `invalid_input` where the web address is taken or the phone cannot be read.
 */
export async function foundClinic(actor: PatientActor, input: FoundInput): Promise<{ slug: string }> {
  const { invitationToken, locationName, slug, timeZone, openingHours, ...same } = input
  await openOne(actor, invitationToken)
  const phone = readPhone(input.phone, '')
  if (!phone)
    throw refusal('invalid_input', { phone: 'Enter it with the country code, like +61 2 5550 0123' })
  const clinicId = newId()
  const clinic = {
    ...same,
    ...{ id: clinicId, slug, phone, time_zone: timeZone, opening_hours: openingHours },
  }
  const location = { id: newId(), name: locationName, kind: 'in_person', address: input.address }
  await asActor(actor, async (tx) => {
    const [row] = await tx.$queryRaw<{ outcome: string }[]>`
      SELECT found_clinic(${hashToken(invitationToken)}, ${now()}, json_populate_record(NULL::clinic, ${JSON.stringify(clinic)}::json),
        json_populate_record(NULL::location, ${JSON.stringify(location)}::json)) AS outcome`
    if (row?.outcome === 'slug_taken')
      throw refusal('invalid_input', { slug: 'Another clinic has that address. Choose another.' })
    refuseUnless(row?.outcome === 'founded', 'invitation_over')
    await record(tx, actor, 'clinic.founded', { clinicId, subject: 'clinic', subjectId: clinicId })
  })
  return { slug }
}

async function openOne(actor: Guest | PatientActor, token: string): Promise<InvitationView> {
  const invitation = found(await findInvitation(actor, token), 'bad_link')
  refuseUnless(invitation.state === 'open', 'invitation_over')
  return invitation
}
