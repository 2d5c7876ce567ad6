import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from './link'

/** The way one step back, above the heading. */
export function BackLink({ href, children = 'Back' }: { href: string; children?: ReactNode }) {
  return (
    <p className="-ml-1.5 mb-4 flex items-center text-small print:hidden">
      <ChevronLeft aria-hidden className="size-5 text-accent" />
      <Link href={href}>{children}</Link>
    </p>
  )
}
