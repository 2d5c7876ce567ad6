import NextLink from 'next/link'

/** One view of several; `count` is shown after the label. */
export type TabLink = { href: string; label: string; count?: number; current?: boolean }

/** Views of the same thing as links, so that each has an address and Back works. */
export function TabLinks({ label, tabs }: { label: string; tabs: TabLink[] }) {
  return (
    <nav aria-label={label} className="border-line border-b print:hidden">
      <ul className="-mb-px flex flex-wrap gap-x-6">
        {tabs.map(({ href, label: name, count, current }) => (
          <li key={href}>
            <NextLink
              href={href}
              prefetch={false}
              aria-current={current ? 'page' : undefined}
              className="flex min-h-(--control) items-center gap-2 border-transparent border-y-3 forced-colors:border-[Canvas] text-muted hover:border-b-line-strong hover:text-ink aria-[current=page]:border-b-accent forced-colors:aria-[current=page]:border-b-[Highlight] aria-[current=page]:font-medium aria-[current=page]:text-ink"
            >
              {name}
              {count !== undefined && <span className="text-muted tabular-nums">{count}</span>}
            </NextLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
