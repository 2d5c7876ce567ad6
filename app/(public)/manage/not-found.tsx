import type { Metadata } from 'next'
import { Frame } from '@/components/shell/frame'
import { Page } from '@/components/shell/page'
import { SiteHeader } from '@/components/shell/site-header'
import { LinkButton } from '@/components/ui/button'

export const metadata: Metadata = { title: 'This link does not work' }

export default function BadLink() {
  return (
    <Frame header={<SiteHeader name="Anteroom" href="/" />} footer={null}>
      <Page title="This link does not work">
        <p>
          If you copied it, check that all of it is there. Links to appointments are long and end without a
          dot.
        </p>
        <p>If it still does not work, call your clinic. Appointments you have booked are not affected.</p>
        <p>
          <LinkButton href="/" kind="secondary">
            Find your clinic
          </LinkButton>
        </p>
      </Page>
    </Frame>
  )
}
