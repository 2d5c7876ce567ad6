import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ClinicFields } from '@/components/clinics/clinic-fields'
import { FormField } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { InvitationOver, NewAccountFields, SignInFirst, SomebodyElse } from '@/components/invitations/ways'
import { currentActor } from '@/lib/access/current'
import { CURRENCIES } from '@/lib/clinics/schema/clinic'
import { zoneOptions } from '@/lib/clinics/text/zones'
import { limit } from '@/lib/http/limits'
import { foundClinicAction, joinAsNewAction, joinClinicAction } from '@/lib/invitations/actions'
import { findInvitation, type InvitationView } from '@/lib/invitations/queries'
import { printRoles } from '@/lib/invitations/text'

export const metadata: Metadata = {
  title: { absolute: 'Your invitation – Anteroom' },
  robots: { index: false, follow: false },
}

type Props = { invitation: InvitationView; token: string }

/** Where an invitation is taken up: what comes next depends on whether the person has an account and who is signed in. */
export default async function JoinPage({ params }: { params: Promise<{ token: string }> }) {
  const [{ token }, actor] = await Promise.all([params, currentActor()])
  await limit(actor, 'public.change')
  const invitation = await findInvitation(actor, token)
  if (!invitation) notFound()
  if (invitation.state !== 'open') return <InvitationOver state={invitation.state} />
  const props = { invitation, token }
  if (actor.kind === 'guest')
    return invitation.hasAccount ? (
      <SignInFirst title={titleOf(invitation)} email={invitation.email} next={`/join/${token}`} />
    ) : (
      <NewAccount {...props} />
    )
  if (actor.email !== invitation.email) return <SomebodyElse email={invitation.email} name={actor.name} />
  return invitation.clinic ? <Accept {...props} /> : <YourClinic {...props} />
}

const titleOf = ({ clinic }: InvitationView) => (clinic ? `Join ${clinic.name}` : 'Set up your clinic')

function NewAccount({ invitation, token }: Props) {
  return (
    <FormPage
      title={titleOf(invitation)}
      lead="First make your account. You sign in with it from now on."
      action={joinAsNewAction}
    >
      <input type="hidden" name="invitationToken" value={token} />
      <NewAccountFields email={invitation.email} name={invitation.name} />
      <SubmitButton>{invitation.clinic ? 'Make my account and join' : 'Make my account'}</SubmitButton>
    </FormPage>
  )
}

function Accept({ invitation, token }: Props) {
  return (
    <FormPage
      title={titleOf(invitation)}
      lead={`You are asked to work here as: ${printRoles(invitation.roles)}.`}
      action={joinClinicAction}
    >
      <input type="hidden" name="invitationToken" value={token} />
      <SubmitButton>Join {invitation.clinic?.name}</SubmitButton>
    </FormPage>
  )
}

function YourClinic({ token }: Props) {
  return (
    <FormPage title="Your clinic" lead="You can change all of this later." action={foundClinicAction}>
      <input type="hidden" name="invitationToken" value={token} />
      <ClinicFields timeZones={zoneOptions()} currencies={CURRENCIES} />
      <FormField
        name="locationName"
        label="Name of your first location"
        hint="What patients know it by, for example “Harbour Street”. It has the address above."
        width="medium"
      />
      <SubmitButton>Set up the clinic</SubmitButton>
    </FormPage>
  )
}
