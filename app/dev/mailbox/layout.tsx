import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Frame } from '@/components/shell/frame'
import { SiteHeader } from '@/components/shell/site-header'

export const metadata: Metadata = { title: 'Mailbox', robots: { index: false } }

export default function MailboxLayout({ children }: { children: ReactNode }) {
  return (
    <Frame header={<SiteHeader name="Anteroom" href="/" />} footer={null}>
      {children}
    </Frame>
  )
}
