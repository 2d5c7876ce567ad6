import { AppointmentTime } from '@/components/booking/appointment-time'
import { StatusBadge } from '@/components/booking/status-badge'
import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { Table } from '@/components/ui/table'
import type { DayItem } from '@/lib/booking/queries/day'
import { minutesBetween } from '@/lib/booking/rules'
import { MODE_WORDS, SOURCE_WORDS, TYPE_WORDS } from '@/lib/booking/text'
import type { NoteMark } from '@/lib/notes/queries/unsigned'
import { printPlainDate, printTimeOfDay } from '@/lib/time'
import { DayActions } from './day-actions'

/** Which appointment is going on, and which is next: by booking id. */
export type DayMarks = { current?: string; next?: string }

/** A day in order of time, with what can be done to each appointment. `practitioner`: whether the list has several. `at`: the present. */
export function DayList({
  caption,
  items,
  at,
  manyPractitioners,
  marks = {},
  notes,
  charts = false,
}: {
  caption: string
  items: DayItem[]
  at: Date
  manyPractitioners: boolean
  marks?: DayMarks
  /** Of clinicians: the notes there are, by booking. */
  notes?: Map<string, NoteMark>
  /** Whether whoever looks may open charts. */
  charts?: boolean
}) {
  const practitioner = { head: 'With', cell: ({ practitionerName }: DayItem) => practitionerName }
  return (
    <Table
      caption={caption}
      quietCaption
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        { head: 'Time', cell: (item) => <When item={item} marks={marks} /> },
        { head: 'Patient', rowHead: true, cell: (item) => <Who item={item} chart={charts} /> },
        { head: 'Appointment', cell: (item) => <What item={item} /> },
        ...(manyPractitioners ? [practitioner] : []),
        { head: 'Status', cell: (item) => <Status item={item} at={at} /> },
        { head: 'Booked', cell: (item) => <Booked item={item} /> },
        {
          head: 'Actions',
          quietHead: true,
          end: true,
          cell: (item) => <DayActions item={item} notes={notes} />,
        },
      ]}
    />
  )
}

function When({ item, marks }: { item: DayItem; marks: DayMarks }) {
  const { id, startsAt, endsAt, timeZone } = item
  return (
    <div className="flex items-center gap-2 md:flex-col md:items-start md:gap-0.5">
      <span className="font-semibold">
        <AppointmentTime startsAt={startsAt} timeZone={timeZone} />
      </span>
      <span className="whitespace-nowrap text-muted text-small">to {printTimeOfDay(endsAt, timeZone)}</span>
      {marks.current === id && <Badge tone="accent">Now</Badge>}
      {marks.next === id && <Badge tone="accent">Next</Badge>}
    </div>
  )
}

function Who({ item, chart }: { item: DayItem; chart: boolean }) {
  return (
    <div className="flex flex-col gap-0.5">
      <span className="font-semibold">
        <Link href={`/desk/bookings/${item.id}`}>{item.patientName}</Link>
      </span>
      <span className="font-normal text-muted text-small">
        Born {printPlainDate(item.patientBornOn)}
        <span className="whitespace-nowrap"> · {item.patientNumber}</span>
        {chart && (
          <>
            {' · '}
            <Link href={`/clinic/charts/${item.patientId}`}>
              Chart<span className="sr-only"> of {item.patientName}</span>
            </Link>
          </>
        )}
      </span>
      {item.isProvisional && (
        <span>
          <Badge tone="warn">New – check details</Badge>
        </span>
      )}
    </div>
  )
}

function What({ item }: { item: DayItem }) {
  const { serviceName, type, mode, locationName, overbook, overbookReason, isOutsideHours } = item
  return (
    <div className="flex flex-col gap-0.5">
      <span>{serviceName}</span>
      <span className="text-muted text-small">
        {TYPE_WORDS[type]} · {MODE_WORDS[mode]}
        {mode === 'in_person' && `, ${locationName}`}
      </span>
      {overbook && (
        <span className="flex max-w-64 flex-col items-start gap-0.5 max-md:items-end">
          <Badge tone="warn">By exception</Badge>
          <span className="text-muted text-small">{overbookReason}</span>
        </span>
      )}
      {isOutsideHours && (
        <span>
          <Badge tone="warn">Outside hours</Badge>
        </span>
      )}
    </div>
  )
}

function Status({ item, at }: { item: DayItem; at: Date }) {
  const { status, arrivedAt, timeZone, cancelReason } = item
  return (
    <div className="flex flex-col gap-0.5 max-md:items-end">
      <span>
        <StatusBadge status={status} />
      </span>
      {status === 'arrived' && arrivedAt && (
        <span className="text-muted text-small">
          At {printTimeOfDay(arrivedAt, timeZone)}, waiting {minutesBetween(arrivedAt, at)} min
        </span>
      )}
      {status === 'cancelled' && cancelReason && (
        <span className="text-muted text-small">{cancelReason}</span>
      )}
    </div>
  )
}

function Booked({ item: { source, bookedBy } }: { item: DayItem }) {
  return (
    <div className="flex flex-col gap-0.5">
      <span>{SOURCE_WORDS[source] ?? source}</span>
      <span className="text-muted text-small">{bookedBy ? `by ${bookedBy}` : 'by the patient'}</span>
    </div>
  )
}
