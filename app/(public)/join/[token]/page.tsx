import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ClinicFields } from '@/components/clinics/clinic-fields'
import { FormField } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { Page } from '@/components/shell/page'
import { SignOut } from '@/components/shell/sign-out'
import { LinkButton } from '@/components/ui/button'
import { currentActor } from '@/lib/access/current'
import { signInAction } from '@/lib/account/actions'
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
  if (invitation.state !== 'open') return <Over state={invitation.state} />
  const props = { invitation, token }
  if (actor.kind === 'guest')
    return invitation.hasAccount ? <SignInFirst {...props} /> : <NewAccount {...props} />
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
      <p>
        Your email address is <strong>{invitation.email}</strong>.
      </p>
      <FormField name="name" label="Your name" defaultValue={invitation.name} autoComplete="name" />
      <FormField
        name="password"
        type="password"
        label="Choose a password"
        hint="At least 15 characters. Three or four words together work well."
        autoComplete="new-password"
      />
      <SubmitButton>{invitation.clinic ? 'Make my account and join' : 'Make my account'}</SubmitButton>
    </FormPage>
  )
}

function SignInFirst({ invitation, token }: Props) {
  return (
    <FormPage
      title={titleOf(invitation)}
      lead="You have an account with this email address. Sign in to go on."
      action={signInAction}
    >
      <input type="hidden" name="next" value={`/join/${token}`} />
      <FormField
        name="email"
        type="email"
        label="Email address"
        defaultValue={invitation.email}
        autoComplete="username"
      />
      <FormField name="password" type="password" label="Password" autoComplete="current-password" />
      <SubmitButton>Sign in</SubmitButton>
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

function SomebodyElse({ email, name }: { email: string; name: string }) {
  return (
    <Page title="This invitation is for somebody else">
      <p>
        It was sent to <strong>{email}</strong>, and you are signed in as {name}. Sign out, then open the link
        again.
      </p>
      <div>
        <SignOut action="/api/auth/sign-out" />
      </div>
    </Page>
  )
}

const OVER = {
  accepted: {
    title: 'This invitation has been accepted',
    say: 'It works once. Sign in with the account it was accepted with.',
  },
  withdrawn: {
    title: 'This invitation was withdrawn',
    say: 'Ask the clinic for a new one if you still need it.',
  },
  expired: { title: 'This invitation has expired', say: 'Ask for a new one.' },
} as const

function Over({ state }: { state: keyof typeof OVER }) {
  return (
    <Page title={OVER[state].title}>
      <p>{OVER[state].say}</p>
      <p>
        <LinkButton href="/sign-in" kind="secondary">
          Sign in
        </LinkButton>
      </p>
    </Page>
  )
}
