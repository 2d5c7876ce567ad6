import { StatusBadge } from '@/components/booking/status-badge'
import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { SummaryList } from '@/components/ui/summary-list'
import type { BookingRecord } from '@/lib/booking/queries/history'
import { minutesBetween } from '@/lib/booking/rules'
import { placeOf, SOURCE_WORDS, TYPE_WORDS } from '@/lib/booking/text'
import { printMoney } from '@/lib/money'
import { printPhone } from '@/lib/people/text'
import { printAppointmentTime, printPlainDate, printTimeOfDay } from '@/lib/time'

/** Everything the clinic's staff need to know of one booking. */
export function BookingFacts({ booking }: { booking: BookingRecord }) {
  const { patient, service, type, startsAt, endsAt, location, source, bookedBy } = booking
  return (
    <SummaryList
      rows={[
        { label: 'Status', value: <StatusBadge status={booking.status} /> },
        ...(booking.status === 'cancelled'
          ? [{ label: 'Cancelled because', value: booking.cancelReason }]
          : []),
        ...(booking.overbook
          ? [{ label: 'Rules set aside', value: <SetAside reason={booking.overbookReason} /> }]
          : []),
        ...(booking.feeWaivedBecause
          ? [{ label: 'Fee waived because', value: booking.feeWaivedBecause }]
          : []),
        { label: 'Time', value: printAppointmentTime(startsAt, location.timeZone) },
        { label: 'Length', value: `${minutesBetween(startsAt, endsAt)} minutes` },
        { label: 'Practitioner', value: booking.practitioner.name },
        { label: 'Place', value: placeOf(booking) },
        { label: 'Appointment', value: `${service.name}, ${TYPE_WORDS[type].toLowerCase()}` },
        ...(booking.seriesPosition
          ? [{ label: 'Series', value: `Visit ${booking.seriesPosition} of ${booking.seriesVisits.length}` }]
          : []),
        ...(booking.groupSessionId
          ? [
              {
                label: 'Group',
                value: (
                  <Link href={`/desk/sessions/${booking.groupSessionId}`}>Everybody in this session</Link>
                ),
              },
            ]
          : []),
        { label: 'Patient', value: <PatientFacts patient={patient} /> },
        {
          label: 'Reason',
          value: booking.reason && <span className="whitespace-pre-line">{booking.reason}</span>,
        },
        ...(booking.referredBy ? [{ label: 'Referred by', value: booking.referredBy }] : []),
        { label: 'Price', value: printMoney(booking.priceCents, booking.currency) },
        {
          label: 'Booked',
          value: `${SOURCE_WORDS[source] ?? source}, ${bookedBy ? `by ${bookedBy}` : 'by the patient'}`,
        },
        ...actualTimes(booking),
      ]}
    />
  )
}

function SetAside({ reason }: { reason: string | null }) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Badge tone="warn">By exception</Badge> {reason}
    </span>
  )
}

function PatientFacts({ patient }: Pick<BookingRecord, 'patient'>) {
  return (
    <div className="flex flex-col items-start gap-1">
      <span>
        {patient.name}, born {printPlainDate(patient.bornOn)}, {patient.number}
      </span>
      {patient.isProvisional && <Badge tone="warn">New – check details</Badge>}
      <span className="text-muted">
        {patient.phone ? printPhone(patient.phone) : 'No phone'} · {patient.email ?? 'No email'}
      </span>
    </div>
  )
}

/** When things really happened, as far as they did. */
function actualTimes({ arrivedAt, actualStartsAt, actualEndsAt, location }: BookingRecord) {
  return [
    { label: 'Arrived', at: arrivedAt },
    { label: 'Started', at: actualStartsAt },
    { label: 'Ended', at: actualEndsAt },
  ].flatMap(({ label, at }) => (at ? [{ label, value: printTimeOfDay(at, location.timeZone) }] : []))
}
