import type { ReactNode } from 'react'

/** A thing on its own: an appointment, a mail, a group of settings. `actions` stand under it, the main one first. */
export function Card({
  title,
  actions,
  children,
}: {
  title?: ReactNode
  actions?: ReactNode
  children?: ReactNode
}) {
  return (
    <article className="rounded-card border border-line bg-surface shadow-card">
      <div className="flex flex-col gap-3 p-(--gutter)">
        {title && <h2 className="font-semibold text-heading">{title}</h2>}
        {children}
      </div>
      {actions && (
        <div className="flex flex-wrap gap-x-4 gap-y-2 border-line border-t px-(--gutter) py-3 print:hidden">
          {actions}
        </div>
      )}
    </article>
  )
}
