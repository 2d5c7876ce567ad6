import { ShortTime } from '@/components/booking/appointment-time'
import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { Table } from '@/components/ui/table'
import type { UnsignedNote } from '@/lib/notes/queries/unsigned'

/** The notes that wait for somebody's signature. */
export function UnsignedList({ notes }: { notes: UnsignedNote[] }) {
  return (
    <Table
      caption="Unsigned notes"
      quietCaption
      rows={notes}
      rowKey={({ id }) => id}
      columns={[
        {
          head: 'Patient',
          rowHead: true,
          cell: ({ id, patientName }) => <Link href={`/clinic/notes/${id}`}>{patientName}</Link>,
        },
        {
          head: 'Visit',
          cell: ({ startsAt, timeZone }) => <ShortTime at={startsAt} timeZone={timeZone} />,
        },
        { head: 'Appointment', cell: ({ serviceName }) => serviceName },
        { head: 'Written by', cell: ({ authorName, isMine }) => (isMine ? 'You' : authorName) },
        {
          head: 'State',
          cell: (note) => <State note={note} />,
        },
      ]}
    />
  )
}

function State({ note: { isMine, isHandedOver, savedAt, timeZone } }: { note: UnsignedNote }) {
  if (isHandedOver)
    return <Badge tone={isMine ? 'neutral' : 'warn'}>{isMine ? 'With a doctor' : 'For you to sign'}</Badge>
  return (
    <span className="text-muted">
      Saved <ShortTime at={savedAt} timeZone={timeZone} />
    </span>
  )
}
