import type { BookingStatus } from '@/lib/booking/rules'
import { STATUS_WORDS } from '@/lib/booking/text'

const order: BookingStatus[] = [
  'requested',
  'confirmed',
  'arrived',
  'in_progress',
  'completed',
  'no_show',
  'cancelled',
]

/** How many appointments stand where, in the order a day goes through. */
export function DayCounts({ statuses }: { statuses: BookingStatus[] }) {
  const counts = order
    .map((status) => ({ status, count: statuses.filter((it) => it === status).length }))
    .filter(({ count }) => count > 0)
  return (
    <dl aria-label="Appointments by status" className="flex flex-wrap gap-x-6 gap-y-1">
      {counts.map(({ status, count }) => (
        <div key={status} className="flex items-baseline gap-1.5">
          <dt className="order-last text-muted">{STATUS_WORDS[status]}</dt>
          <dd className="font-semibold text-heading tabular-nums">{count}</dd>
        </div>
      ))}
    </dl>
  )
}
