import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { ClinicFrame } from '@/components/clinics/clinic-frame'
import { Frame } from '@/components/shell/frame'
import { Page } from '@/components/shell/page'
import { SiteHeader } from '@/components/shell/site-header'
import { LinkButton } from '@/components/ui/button'
import { openManaged } from '../link'

type Props = { params: Promise<{ token: string }>; children: ReactNode }

export const metadata: Metadata = { robots: { index: false, follow: false } }

export default async function ManageLayout({ params, children }: Props) {
  const managed = await openManaged((await params).token)
  if (managed === 'bad') notFound()
  if (managed === 'expired') return <ExpiredLink />
  return <ClinicFrame clinic={managed.clinic}>{children}</ClinicFrame>
}

function ExpiredLink() {
  return (
    <Frame header={<SiteHeader name="Anteroom" href="/" />} footer={null}>
      <Page title="This link has expired">
        <p>
          Links to an appointment work until 30 days after it. Call your clinic if you have a question about
          it.
        </p>
        <p>
          <LinkButton href="/">Book another appointment</LinkButton>
        </p>
      </Page>
    </Frame>
  )
}
