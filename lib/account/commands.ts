import type { Actor, StaffActor } from '../access/actor'
import { rememberClinic, signInBrowser } from '../access/browser'
import { currentSession } from '../access/current'
import { refuseUnless } from '../errors'
import { ownPath } from '../http/paths'
import { homeOf } from './rules'
import type { ClinicChoiceInput, SignInInput } from './schema'

/** Signs the browser in. Refuses: `wrong_credentials`, `too_many_requests`, `busy`. Returns the page they were on their way to, or start on. */
export async function signIn(
  actor: Actor,
  { email, password, next }: SignInInput,
): Promise<{ goTo: string }> {
  const session = await signInBrowser(actor.via, email, password)
  return { goTo: ownPath(next) ?? homeOf(session?.memberships ?? []) }
}

/** Goes to work in another of one's clinics. Refuses `not_found` where it is none of theirs. */
export async function chooseClinic(
  _actor: StaffActor,
  { clinicSlug }: ClinicChoiceInput,
): Promise<{ goTo: string }> {
  const memberships = (await currentSession())?.memberships ?? []
  const chosen = memberships.filter((membership) => membership.clinicSlug === clinicSlug)
  refuseUnless(chosen.length > 0, 'not_found')
  await rememberClinic(clinicSlug)
  return { goTo: homeOf(chosen) }
}
