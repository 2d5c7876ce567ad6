import type { Metadata } from 'next'
import { Problem } from '@/components/shell/problem'

export const metadata: Metadata = { title: 'Page not found' }

/** Also the answer to "you may not see this": what one may not see is not there. */
export default function NotFound() {
  return (
    <Problem title="Page not found">
      <p>If you typed the web address, check it is correct.</p>
      <p>If you pasted it or followed a link, check that all of it was copied.</p>
      <p>If the address is correct, or you need an appointment now, phone your clinic.</p>
    </Problem>
  )
}
