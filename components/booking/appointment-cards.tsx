import NextLink from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import type { MyBooking } from '@/lib/booking/queries/mine'
import { canPatientMove } from '@/lib/booking/rules'
import { placeOf } from '@/lib/booking/text'
import { printAppointmentTime } from '@/lib/time'
import { bookAgainPath } from './own-appointment'
import { StatusBadge } from './status-badge'

/** Appointments as cards, each with its own page. `several`: whose it is is said, because they act for more than one person. */
export function AppointmentCards({
  bookings,
  several,
  isComing = false,
}: {
  bookings: MyBooking[]
  several: boolean
  isComing?: boolean
}) {
  return (
    <ul className="flex flex-col gap-4">
      {bookings.map((booking) => (
        <li key={booking.id}>
          <AppointmentCard booking={booking} several={several} isComing={isComing} />
        </li>
      ))}
    </ul>
  )
}

type CardProps = { booking: MyBooking; several: boolean; isComing: boolean }

function AppointmentCard({ booking, several, isComing }: CardProps) {
  const { id, startsAt, location, practitioner, service, clinic, patient, status } = booking
  const time = printAppointmentTime(startsAt, location.timeZone)
  const page = `/my/appointments/${id}`
  const name = `${patient.firstName} ${patient.lastName}`
  // Read after each link's words: a list of links says which appointment each is about.
  const of = <span className="sr-only">: {several ? `${name}, ${time}` : time}</span>
  return (
    <Card
      actions={
        isComing ? (
          <>
            {booking.isProposed && <Link href={page}>Answer{of}</Link>}
            {canPatientMove(booking) && <Link href={`${page}/move`}>Move{of}</Link>}
            <Link href={`${page}/cancel`}>
              {status === 'requested' ? 'Withdraw' : 'Cancel'}
              {of}
            </Link>
          </>
        ) : (
          <Link href={bookAgainPath(booking)}>Book again{of}</Link>
        )
      }
    >
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <h3 className="font-semibold">
          <NextLink
            href={page}
            prefetch={false}
            className="rounded-xs text-accent underline decoration-1 underline-offset-[0.2em] hover:text-accent-hover hover:decoration-2"
          >
            {time}
          </NextLink>
        </h3>
        {booking.isProposed ? <Badge tone="warn">Needs your answer</Badge> : <StatusBadge status={status} />}
      </div>
      {several && <p className="font-medium">{name}</p>}
      <p>
        {service.name} with {practitioner.name}
      </p>
      <p className="text-muted">
        {clinic.name}. {placeOf(booking)}
      </p>
    </Card>
  )
}
