import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { FormDateOfBirth, FormField } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { Page } from '@/components/shell/page'
import { SignOut } from '@/components/shell/sign-out'
import { LinkButton } from '@/components/ui/button'
import { currentActor } from '@/lib/access/current'
import { signInAction } from '@/lib/account/actions'
import { takeUpActingAction, takeUpActingAsNewAction } from '@/lib/acting/actions'
import { type ActingInvitationView, findActingInvitation } from '@/lib/acting/queries/invitation'
import { SCOPE_WORDS } from '@/lib/acting/text'
import { limit } from '@/lib/http/limits'

export const metadata: Metadata = {
  title: { absolute: 'Your invitation – Anteroom' },
  robots: { index: false, follow: false },
}

type Props = { invitation: ActingInvitationView; token: string }

/** Where somebody begins to act for a patient, or takes over their own record. */
export default async function JoinPatientPage({ params }: { params: Promise<{ token: string }> }) {
  const [{ token }, actor] = await Promise.all([params, currentActor()])
  await limit(actor, 'public.change')
  const invitation = await findActingInvitation(actor, token)
  if (!invitation) notFound()
  if (invitation.state !== 'open') return <Over state={invitation.state} />
  const props = { invitation, token }
  if (actor.kind === 'guest')
    return invitation.hasAccount ? <SignInFirst {...props} /> : <NewAccount {...props} />
  if (actor.email !== invitation.email) return <SomebodyElse email={invitation.email} name={actor.name} />
  return <Accept {...props} />
}

const isOwn = ({ relationship }: ActingInvitationView) => relationship === 'self'
const titleOf = (invitation: ActingInvitationView) =>
  isOwn(invitation) ? 'Take over your record' : 'Act for somebody'

function NewAccount({ invitation, token }: Props) {
  return (
    <FormPage
      title={titleOf(invitation)}
      lead={`${invitation.clinic.name} has asked you. Make an account first: you sign in with it from now on.`}
      action={takeUpActingAsNewAction}
    >
      <input type="hidden" name="invitationToken" value={token} />
      <WhatYouMayDo invitation={invitation} />
      <p>
        Your email address is <strong>{invitation.email}</strong>.
      </p>
      <FormField name="name" label="Your name" autoComplete="name" />
      <FormField
        name="password"
        type="password"
        label="Choose a password"
        hint="At least 15 characters. Three or four words together work well."
        autoComplete="new-password"
      />
      <BirthDate invitation={invitation} />
      <SubmitButton>Make my account</SubmitButton>
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
      <input type="hidden" name="next" value={`/join/patient/${token}`} />
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
      lead={`${invitation.clinic.name} has asked you.`}
      action={takeUpActingAction}
    >
      <input type="hidden" name="invitationToken" value={token} />
      <WhatYouMayDo invitation={invitation} />
      <BirthDate invitation={invitation} />
      <SubmitButton>Accept</SubmitButton>
    </FormPage>
  )
}

function WhatYouMayDo({ invitation }: { invitation: ActingInvitationView }) {
  if (isOwn(invitation)) return null
  return (
    <div>
      <p>You will be able to:</p>
      <ul className="list-disc pl-6">
        {invitation.scopes.map((scope) => (
          <li key={scope}>
            {SCOPE_WORDS[scope].name}: {SCOPE_WORDS[scope].does.toLowerCase()}
          </li>
        ))}
      </ul>
    </div>
  )
}

function BirthDate({ invitation }: { invitation: ActingInvitationView }) {
  return (
    <FormDateOfBirth
      name="dateOfBirth"
      label={isOwn(invitation) ? 'Your date of birth' : 'The patient’s date of birth'}
      hint="So that the record does not come into the wrong hands. For example, 24 11 1990"
    />
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
  locked: {
    title: 'This invitation is closed',
    say: 'The date of birth was wrong five times. Call the clinic for a new invitation.',
  },
  expired: { title: 'This invitation has expired', say: 'Ask the clinic for a new one.' },
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
