import type { ReactNode } from 'react'
import { LinkButton } from '@/components/ui/button'
import { Page } from './page'

/** For someone signed in whose role does not open this page. `ask` says who can change that. */
export function NotAllowed({ home, ask = 'your clinic’s administrator' }: { home: string; ask?: ReactNode }) {
  return (
    <Page title="You do not have access to this page">
      <p>Your role does not include what is on this page. If you need it for your work, ask {ask}.</p>
      <p>
        <LinkButton href={home} kind="secondary">
          Go to your start page
        </LinkButton>
      </p>
    </Page>
  )
}
