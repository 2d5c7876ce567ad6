import type { ReactNode } from 'react'

/** Where a list would be: what will appear here, and the next thing to do about it. */
export function EmptyState({
  title,
  action,
  children,
}: {
  title: string
  action?: ReactNode
  children?: ReactNode
}) {
  return (
    <div className="flex flex-col items-start gap-3 rounded-card border border-line-strong border-dashed p-(--gutter)">
      <h2 className="font-semibold">{title}</h2>
      {children && <div className="text-muted">{children}</div>}
      {action}
    </div>
  )
}
