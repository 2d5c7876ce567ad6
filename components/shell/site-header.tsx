import NextLink from 'next/link'
import type { ReactNode } from 'react'
import { type NavLink, NavLinks } from './nav-links'
import { SameInAllTabs } from './same-in-all-tabs'

/** The name of the clinic (or of the product), the navigation and, at the end, who is signed in and the way out. */
export function SiteHeader({
  kind = 'patient',
  name,
  href,
  links,
  account,
}: {
  kind?: 'patient' | 'staff'
  name: string
  href: string
  links?: NavLink[]
  /** On a phone only the way out is shown. */
  account?: { name: string; signOut: ReactNode }
}) {
  return (
    <header
      data-density={kind === 'staff' ? 'compact' : undefined}
      className="border-line border-b bg-surface text-body print:hidden"
    >
      <div
        className={`mx-auto flex flex-wrap items-center gap-x-8 px-4 sm:px-6 ${kind === 'staff' ? 'max-w-352' : 'max-w-5xl'}`}
      >
        <NextLink
          href={href}
          prefetch={false}
          className="flex min-h-14 items-center gap-2.5 rounded-xs font-semibold text-ink no-underline hover:text-accent"
        >
          <Mark />
          {name}
        </NextLink>
        {account && (
          <div className="-mr-3 ml-auto flex items-center gap-x-2 text-small sm:order-last">
            <span className="max-sm:sr-only">{account.name}</span>
            {account.signOut}
            <SameInAllTabs name={account.name} />
          </div>
        )}
        {links && links.length > 0 && (
          <nav aria-label="Main" className="max-sm:-mx-2 max-sm:w-full sm:-mx-3">
            <NavLinks links={links} />
          </nav>
        )}
      </div>
    </header>
  )
}

// A door ajar: the anteroom. Drawn in the accent; the words beside it carry the name.
function Mark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" className="size-7 shrink-0 text-accent">
      <rect x="1" y="1" width="22" height="22" rx="6" fill="currentColor" />
      <path
        d="M8 19V6.5a1.5 1.5 0 0 1 1.5-1.5H16v14"
        fill="none"
        className="stroke-accent-ink"
        strokeWidth="1.75"
      />
      <path d="M5.5 19h13" className="stroke-accent-ink" strokeWidth="1.75" strokeLinecap="round" />
      <circle cx="13" cy="12.5" r="1.1" className="fill-accent-ink" />
    </svg>
  )
}
