'use client'

import NextLink, { useLinkStatus } from 'next/link'
import { usePathname } from 'next/navigation'

/** `exact` marks a link that is current only on its own page, not on those below it (a home). */
export type NavLink = { href: string; label: string; exact?: boolean }

/** The links of a header, with the one that is open marked: of several above a page, the nearest. */
export function NavLinks({ links }: { links: NavLink[] }) {
  const path = usePathname()
  const open = links.filter(({ href, exact }) => path === href || (!exact && path.startsWith(`${href}/`)))
  const current = open.toSorted((a, b) => b.href.length - a.href.length)[0]?.href
  return (
    <ul className="flex flex-wrap">
      {links.map(({ href, label }) => (
        <li key={href}>
          <NextLink
            href={href}
            prefetch={false}
            aria-current={href === current ? 'page' : undefined}
            className="relative flex min-h-(--control) items-center rounded-xs border-transparent border-y-3 focus-visible:-outline-offset-3 forced-colors:border-[Canvas] px-2 text-muted hover:text-ink sm:min-h-14 sm:px-3 aria-[current=page]:border-b-accent forced-colors:aria-[current=page]:border-b-[Highlight] aria-[current=page]:font-medium aria-[current=page]:text-ink"
          >
            {label}
            <OnItsWay />
          </NextLink>
        </li>
      ))}
    </ul>
  )
}

// A page that takes longer than a blink shows that the press was felt.
function OnItsWay() {
  const { pending } = useLinkStatus()
  return pending ? (
    <span
      aria-hidden
      className="absolute inset-x-0 -bottom-0.75 h-0.75 animate-appear overflow-hidden bg-accent-soft"
    >
      <span className="block h-full w-2/5 animate-working bg-accent" />
    </span>
  ) : null
}
