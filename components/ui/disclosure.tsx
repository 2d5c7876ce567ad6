import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

/** More for those who want it, closed at first. The browser's own element: it works without script and in search. */
export function Disclosure({
  summary,
  open,
  children,
}: {
  summary: ReactNode
  /** Open from the beginning, because something in it has to be looked at. */
  open?: boolean | undefined
  children: ReactNode
}) {
  return (
    <details className="group" open={open}>
      <summary className="inline-flex min-h-8 list-none items-center gap-1.5 rounded-xs text-accent hover:text-accent-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-5 shrink-0 transition-transform group-open:rotate-90" />
        <span className="underline underline-offset-[0.2em]">{summary}</span>
      </summary>
      <div className="mt-2 ml-2.5 flex flex-col gap-3 border-line border-l-2 py-1 pl-4">{children}</div>
    </details>
  )
}
