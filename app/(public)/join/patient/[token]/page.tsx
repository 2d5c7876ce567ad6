import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { FormDateOfBirth } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { InvitationOver, NewAccountFields, SignInFirst, SomebodyElse } from '@/components/invitations/ways'
import { currentActor } from '@/lib/access/current'
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
  if (invitation.state !== 'open') return <InvitationOver state={invitation.state} />
  const props = { invitation, token }
  if (actor.kind === 'guest')
    return invitation.hasAccount ? (
      <SignInFirst title={titleOf(invitation)} email={invitation.email} next={`/join/patient/${token}`} />
    ) : (
      <NewAccount {...props} />
    )
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
      <NewAccountFields email={invitation.email} />
      <BirthDate invitation={invitation} />
      <SubmitButton>Make my account</SubmitButton>
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
