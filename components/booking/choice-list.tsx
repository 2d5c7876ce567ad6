import { ChevronRight } from 'lucide-react'
import NextLink from 'next/link'
import type { ReactNode } from 'react'

/** One answer: where it leads, what it says, what it means (`hint`), what it costs (`aside`). */
export type Choice = { href: string; label: string; hint?: ReactNode; aside?: ReactNode }

/** Answers to one question as large links: one press, no button, an address for each. */
export function ChoiceList({ choices }: { choices: Choice[] }) {
  return (
    <ul className="flex flex-col gap-3">
      {choices.map(({ href, label, hint, aside }) => (
        <li key={href}>
          <NextLink
            href={href}
            prefetch={false}
            className="group flex min-h-(--control) items-center gap-4 rounded-card border border-line-strong bg-surface px-4 py-3 text-ink no-underline shadow-card transition-colors hover:border-accent hover:bg-accent-soft"
          >
            <span className="flex min-w-0 grow flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5">
              <span className="min-w-0">
                <span className="font-medium">{label}</span>
                {hint && (
                  <>
                    <span className="sr-only">. </span>
                    <span className="block text-muted text-small">{hint}</span>
                  </>
                )}
              </span>
              {aside && (
                <span className="shrink-0 text-muted text-small tabular-nums">
                  <span className="sr-only">. </span>
                  {aside}
                </span>
              )}
            </span>
            <ChevronRight aria-hidden className="size-5 shrink-0 text-accent" />
          </NextLink>
        </li>
      ))}
    </ul>
  )
}
