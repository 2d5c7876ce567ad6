import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import type { Look, LookOf, Looks } from '@/lib/care/queries/looks'
import { printDate, printTimeOfDay } from '@/lib/time'

type Words = (actions: string[]) => string[]

/** Who did what in a record, by day. `says`: the deeds in words for this reader; `older`: the next page's address, but for the day. */
export function LookList({
  looks,
  withClinic,
  ...how
}: {
  looks: Looks<Look>
  says: Words
  older: string
  /** It may be several. */
  withClinic?: boolean
}) {
  return (
    <Days
      {...how}
      looks={looks}
      head={({ byName, byKind, clinicName }) => (
        <>
          <span className="font-medium">{byName ?? KINDS[byKind]}</span>
          {withClinic && <span className="text-muted">{clinicName}</span>}
        </>
      )}
    />
  )
}

const KINDS = { staff: 'Somebody who has left', patient: 'The patient', system: 'The portal' }

/** In whose records one person did what, by day. */
export function LookOfList(how: { looks: Looks<LookOf>; says: Words; older: string }) {
  return (
    <Days
      {...how}
      head={({ patientId, patientName }) => <Link href={`/clinic/looks/${patientId}`}>{patientName}</Link>}
    />
  )
}

function Days<Row extends Look | LookOf>({
  looks: { rows, next },
  head,
  says,
  older,
}: {
  looks: Looks<Row>
  head: (row: Row) => ReactNode
  says: Words
  older: string
}) {
  if (rows.length === 0) return <EmptyState title="Nothing here">Nobody has opened anything yet.</EmptyState>
  const days = [...new Set(rows.map(({ day }) => day))]
  return (
    <>
      {days.map((day) => (
        <section key={day} aria-labelledby={`day-${day}`} className="flex flex-col gap-2">
          <h2 id={`day-${day}`} className="font-semibold text-heading">
            {printDate(day)}
          </h2>
          <ul className="flex flex-col divide-y divide-line border-line border-y">
            {rows
              .filter((row) => row.day === day)
              .map((row) => (
                <li
                  key={`${row.lastAt.getTime()} ${row.actions.join()}`}
                  className="flex flex-col gap-1 py-3"
                >
                  <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
                    {head(row)}
                    {row.actions.includes('record.openedInEmergency') && (
                      <Badge tone="warn">Without an appointment</Badge>
                    )}
                    {row.isRefused && <Badge>Refused</Badge>}
                  </p>
                  <p className="wrap-anywhere">{sentence(says(row.actions))}</p>
                  <p className="text-muted text-small">
                    {row.times > 1 ? `${row.times} times, the last at ` : 'At '}
                    {printTimeOfDay(row.lastAt, row.timeZone)}
                  </p>
                </li>
              ))}
          </ul>
        </section>
      ))}
      {next && (
        <p>
          <Link href={`${older}${next}`}>Earlier</Link>
        </p>
      )}
    </>
  )
}

/** "Opened a note, saved a note". */
function sentence(said: string[]): string {
  const all = said.join(', ')
  return all.charAt(0).toUpperCase() + all.slice(1)
}
