import { StatusBadge } from '@/components/booking/status-badge'
import { Link } from '@/components/ui/link'
import type { SeriesVisit } from '@/lib/booking/queries/history'
import { printAppointmentTime } from '@/lib/time'

/** Every visit of a series with the way to it. `here`: the one whose page this is, without a link. `timeZone` is the location's. */
export function SeriesVisits({
  visits,
  here,
  timeZone,
}: {
  visits: SeriesVisit[]
  here?: string
  timeZone: string
}) {
  return (
    <ol
      aria-label="Visits of the series"
      className="flex list-decimal flex-col gap-1.5 pl-7 marker:text-muted marker:text-small"
    >
      {visits.map(({ id, startsAt, status }) => (
        <li key={id}>
          {id === here ? (
            <span aria-current="page" className="font-semibold">
              {printAppointmentTime(startsAt, timeZone)}
            </span>
          ) : (
            <Link href={`/desk/bookings/${id}`}>{printAppointmentTime(startsAt, timeZone)}</Link>
          )}
          {status !== 'confirmed' && (
            <>
              {' '}
              <StatusBadge status={status} />
            </>
          )}
        </li>
      ))}
    </ol>
  )
}
