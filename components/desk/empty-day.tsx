import type { ReactNode } from 'react'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { printDate } from '@/lib/time'
import { type DayView, dayHref } from './day-toolbar'

/** Instead of the list of a day that has none. `next`: the next day on which there is work, 'YYYY-MM-DD'. */
export function EmptyDay({
  title,
  view,
  next,
  children,
}: {
  title: string
  view: DayView
  next: string | null
  children?: ReactNode
}) {
  return (
    <EmptyState
      title={title}
      action={
        <div className="flex flex-wrap gap-2 print:hidden">
          {next && (
            <LinkButton kind="secondary" href={dayHref({ ...view, day: next })}>
              Next working day: {printDate(next)}
            </LinkButton>
          )}
          {children}
        </div>
      }
    >
      Appointments appear here as soon as they are booked, online or by the front desk.
    </EmptyState>
  )
}
