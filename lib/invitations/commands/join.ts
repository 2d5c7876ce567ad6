import type { Guest, PatientActor } from '../../access/actor'
import { rememberClinic, renewAsStaff, signInBrowser } from '../../access/browser'
import { homeOf } from '../../account/rules'
import type { InvitationView } from '../queries'
import type { FoundInput, JoinAsNewInput, JoinInput } from '../schema'
import { foundClinic, makeInvitedAccount, takeUpInvitation } from './take-up'

type GoTo = { goTo: string }

/** Makes somebody's account as they were invited, and signs this browser in. Whoever is to found a clinic goes on to that. */
export async function joinAsNew(actor: Guest | PatientActor, input: JoinAsNewInput): Promise<GoTo> {
  const invitation = await makeInvitedAccount(actor, input)
  await signInBrowser(actor.via, invitation.email, input.password)
  return { goTo: invitation.clinic ? startOf(invitation) : `/join/${input.invitationToken}` }
}

/** Takes up an invitation as who one is signed in as; the session is a new one, with the new roles. */
export async function joinClinic(actor: PatientActor, input: JoinInput): Promise<GoTo> {
  const invitation = await takeUpInvitation(actor, input)
  await renewAsStaff(actor)
  return { goTo: startOf(invitation) }
}

/** Founds a clinic, and goes to work in it. */
export async function joinAsFounder(actor: PatientActor, input: FoundInput): Promise<GoTo> {
  const { slug } = await foundClinic(actor, input)
  await renewAsStaff(actor)
  await rememberClinic(slug)
  return { goTo: '/admin' }
}

function startOf({ clinic, roles }: InvitationView): string {
  return homeOf(clinic ? [{ clinicId: clinic.id, clinicSlug: '', roles }] : [])
}
