import { FormField } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { Page } from '@/components/shell/page'
import { SignOut } from '@/components/shell/sign-out'
import { LinkButton } from '@/components/ui/button'
import { signInAction } from '@/lib/account/actions'

/** Where whoever has an invitation and an account has to sign in before. `next`: the invitation's own address. */
export function SignInFirst({ title, email, next }: { title: string; email: string; next: string }) {
  return (
    <FormPage
      title={title}
      lead="You have an account with this email address. Sign in to go on."
      action={signInAction}
    >
      <input type="hidden" name="next" value={next} />
      <FormField
        name="email"
        type="email"
        label="Email address"
        defaultValue={email}
        autoComplete="username"
      />
      <FormField name="password" type="password" label="Password" autoComplete="current-password" />
      <SubmitButton>Sign in</SubmitButton>
    </FormPage>
  )
}

/** Who makes an account by an invitation. `name`: what they were called in it. */
export function NewAccountFields({ email, name }: { email: string; name?: string }) {
  return (
    <>
      <p>
        Your email address is <strong>{email}</strong>.
      </p>
      <FormField name="name" label="Your name" defaultValue={name} autoComplete="name" />
      <FormField
        name="password"
        type="password"
        label="Choose a password"
        hint="At least 15 characters. Three or four words together work well."
        autoComplete="new-password"
      />
    </>
  )
}

/** Where whoever is signed in is not who was invited. */
export function SomebodyElse({ email, name }: { email: string; name: string }) {
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
  expired: { title: 'This invitation has expired', say: 'Ask for a new one.' },
} as const

/** Where an invitation opens nothing any more. */
export function InvitationOver({ state }: { state: keyof typeof OVER }) {
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
