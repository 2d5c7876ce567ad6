import type { Metadata } from 'next'
import { FormField } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { SameInAllTabs } from '@/components/shell/same-in-all-tabs'
import { Notification } from '@/components/ui/notification'
import { currentActor } from '@/lib/access/current'
import { signInAction } from '@/lib/account/actions'
import { ownPath } from '@/lib/http/paths'
import { isDemo } from '@/lib/mail/demo'
import { DemoSignIns } from './demo-sign-ins'

export const metadata: Metadata = { title: 'Sign in' }

type Asked = { next?: string; callbackUrl?: string; 'signed-out'?: string }

export default async function SignInPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const asked = await searchParams
  const next = ownPath(asked.next) ?? pathIn(asked.callbackUrl)
  const demo = await isDemo(await currentActor())
  return (
    <>
      {asked['signed-out'] !== undefined && (
        <>
          <Notification kind="success" title="You have signed out" />
          <SameInAllTabs name={null} />
        </>
      )}
      <FormPage title="Sign in" action={signInAction}>
        <FormField name="email" type="email" label="Email address" autoComplete="username" />
        <FormField name="password" type="password" label="Password" autoComplete="current-password" />
        {next && <input type="hidden" name="next" value={next} />}
        <SubmitButton>Sign in</SubmitButton>
      </FormPage>
      {demo && <DemoSignIns next={next} />}
    </>
  )
}

// next-auth sends people here with a whole address of ours.
function pathIn(callbackUrl: string | undefined) {
  if (!callbackUrl || !URL.canParse(callbackUrl)) return null
  const { pathname, search } = new URL(callbackUrl)
  return pathname === '/' ? null : ownPath(pathname + search)
}
