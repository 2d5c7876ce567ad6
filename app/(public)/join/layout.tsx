import type { ReactNode } from 'react'
import { Frame } from '@/components/shell/frame'
import { SiteHeader } from '@/components/shell/site-header'

export default function JoinLayout({ children }: { children: ReactNode }) {
  return (
    <Frame header={<SiteHeader name="Anteroom" href="/" />} footer={null}>
      {children}
    </Frame>
  )
}
