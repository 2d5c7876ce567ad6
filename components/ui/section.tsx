import type { ReactNode } from 'react'

/** A part of a page under a heading of its own, by which it is found. `id`: the heading's. */
export function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <h2 id={id} className="font-semibold text-heading">
        {title}
      </h2>
      {children}
    </section>
  )
}
