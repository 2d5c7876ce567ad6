import type { ReactNode } from 'react'
import { Link } from './link'

/** `change` leads back to the question; its `what` is read after "Change" ("Change date of birth"). */
export type SummaryRow = { label: string; value?: ReactNode; change?: { href: string; what: string } }

/** Answers to look over, or facts about one thing. An empty value reads "Not provided". */
export function SummaryList({ rows }: { rows: SummaryRow[] }) {
  const columns = rows.some(({ change }) => change)
    ? 'grid-cols-[minmax(0,1fr)_auto] @md:grid-cols-[minmax(7rem,1fr)_minmax(0,2fr)_4rem]'
    : '@md:grid-cols-[minmax(7rem,1fr)_minmax(0,2fr)]'
  return (
    <dl className="@container divide-y divide-line border-line border-y">
      {rows.map(({ label, value, change }) => (
        <div key={label} className={`grid gap-x-4 py-3 ${columns}`}>
          <dt className="font-medium @max-md:col-start-1">{label}</dt>
          <dd className="@max-md:col-start-1">{value || <span className="text-muted">Not provided</span>}</dd>
          {change && (
            <dd className="text-right @max-md:col-start-2 @max-md:row-start-1 print:hidden">
              <Link href={change.href}>
                Change<span className="sr-only"> {change.what}</span>
              </Link>
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}
