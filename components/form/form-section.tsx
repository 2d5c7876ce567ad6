import type { ReactNode } from 'react'

/** A part of a long form, under a heading of its own. */
export function FormSection({
  title,
  lead,
  children,
}: {
  title: string
  lead?: string
  children: ReactNode
}) {
  return (
    <section className="flex flex-col gap-5 border-line border-t pt-5">
      <div>
        <h2 className="font-semibold text-heading">{title}</h2>
        {lead && <p className="mt-1 text-muted">{lead}</p>}
      </div>
      {children}
    </section>
  )
}
