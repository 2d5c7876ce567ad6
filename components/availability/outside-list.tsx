import { Link } from '@/components/ui/link'
import { type Column, Table } from '@/components/ui/table'
import type { OutsideBooking } from '@/lib/availability/queries/outside'

/** Appointments outside the hours, with what can be done about each. `inNewTab`: beside a form that is not sent yet. */
export function OutsideList({
  caption,
  bookings,
  withWhom,
  inNewTab,
}: {
  caption: string
  bookings: OutsideBooking[]
  withWhom?: boolean
  inNewTab?: boolean
}) {
  const tab = inNewTab ? { target: '_blank' } : {}
  const told = inNewTab && <span className="sr-only"> (opens in a new tab)</span>
  const columns: Column<OutsideBooking>[] = [
    {
      head: 'Patient',
      rowHead: true,
      cell: ({ id, patientName }) => (
        <Link href={`/desk/bookings/${id}`} {...tab}>
          {patientName}
          {told}
        </Link>
      ),
    },
    { head: 'Time', cell: ({ time }) => time },
    { head: 'Service', cell: ({ serviceName }) => serviceName },
    ...(withWhom ? [{ head: 'With', cell: ({ practitionerName }: OutsideBooking) => practitionerName }] : []),
    {
      head: 'What to do',
      quietHead: true,
      end: true,
      cell: ({ id, patientName }) => (
        <span className="flex flex-wrap gap-x-4 md:justify-end">
          <Link href={`/desk/bookings/${id}/move`} {...tab}>
            Move<span className="sr-only"> {patientName}</span>
            {told}
          </Link>
          <Link href={`/desk/bookings/${id}/cancel`} {...tab}>
            Cancel<span className="sr-only"> {patientName}</span>
            {told}
          </Link>
        </span>
      ),
    },
  ]
  return <Table caption={caption} quietCaption columns={columns} rows={bookings} rowKey={({ id }) => id} />
}
