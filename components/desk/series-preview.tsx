import { Badge } from '@/components/ui/badge'
import { Notification } from '@/components/ui/notification'
import type { SeriesVisit } from '@/lib/booking/queries/series'
import { refusal } from '@/lib/errors'
import { printAppointmentTime } from '@/lib/time'

/** The dates of a series that can be booked, and those that are left out and why. The first are sent with the form. */
export function SeriesPreview({ visits }: { visits: SeriesVisit[] }) {
  const open = visits.filter(({ refusedFor }) => refusedFor === null)
  const out = visits.length - open.length
  return (
    <section aria-labelledby="dates" className="flex max-w-3xl flex-col gap-3">
      <h2 id="dates" className="font-semibold text-heading">
        {out === 0 ? `All ${visits.length}` : `${open.length} of ${visits.length}`} visits can be booked
      </h2>
      {out > 0 && (
        <Notification kind="warning" title={`${out} ${out === 1 ? 'date is' : 'dates are'} left out`}>
          <p>Book the others without {out === 1 ? 'it' : 'them'}, or choose another time above.</p>
        </Notification>
      )}
      <ol className="flex flex-col gap-2">
        {visits.map(({ startsAt, timeZone, refusedFor }) => (
          <li key={startsAt.toISOString()} className="flex flex-wrap items-center gap-2">
            {refusedFor === null && <input type="hidden" name="startsAt" value={startsAt.toISOString()} />}
            <span className={refusedFor ? 'text-muted line-through' : ''}>
              {printAppointmentTime(startsAt, timeZone)}
            </span>
            {refusedFor && (
              <>
                <Badge tone="warn">Left out</Badge>
                <span className="text-muted text-small">{refusal(refusedFor).say}</span>
              </>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
