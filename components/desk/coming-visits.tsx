import { Link } from '@/components/ui/link'
import type { ComingVisit } from '@/lib/booking/queries/caller'
import { printAppointmentTime } from '@/lib/time'

/** What a caller has booked already. Nothing where there is none. */
export function ComingVisits({ visits }: { visits: ComingVisit[] }) {
  if (visits.length === 0) return null
  return (
    <section aria-labelledby="coming" className="rounded-card border border-line bg-surface px-4 py-3">
      <h2 id="coming" className="font-semibold">
        Already booked
      </h2>
      <ul className="mt-1 flex flex-col gap-1">
        {visits.map(({ id, startsAt, timeZone, serviceName, practitionerName }) => (
          <li key={id}>
            <Link href={`/desk/bookings/${id}`}>{printAppointmentTime(startsAt, timeZone)}</Link>
            <span className="text-muted">
              {' '}
              {serviceName} with {practitionerName}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
