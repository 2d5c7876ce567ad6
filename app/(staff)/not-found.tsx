import type { Metadata } from 'next'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'

export const metadata: Metadata = { title: 'Not found' }

/** Also the answer to what belongs to another clinic: what one may not see is not there. */
export default function StaffNotFound() {
  return (
    <Page title="We could not find that">
      <p>It may have been moved or removed, or it does not belong to your clinic.</p>
      <p>
        <LinkButton href="/desk" kind="secondary">
          Go to today’s list
        </LinkButton>
      </p>
    </Page>
  )
}
