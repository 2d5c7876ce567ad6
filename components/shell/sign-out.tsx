import { buttonStyle } from '@/components/ui/button'

/** Signing out changes something, so it is a POST: a server action, or the address that takes one. */
export function SignOut({ action }: { action: (() => Promise<void>) | string }) {
  return (
    <form action={action} method={typeof action === 'string' ? 'post' : undefined}>
      <button type="submit" className={buttonStyle({ kind: 'quiet', size: 'small' })}>
        Sign out
      </button>
    </form>
  )
}
