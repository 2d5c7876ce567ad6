import { SummaryList } from '@/components/ui/summary-list'
import type { BookingView } from '@/lib/booking/queries/view'
import { placeOf } from '@/lib/booking/text'
import { printMoney } from '@/lib/money'
import { isoWithOffset, printAppointmentTime } from '@/lib/time'
import { TimeHere } from './time-here'

/** What somebody booked: when, where, with whom, what it costs. `patientName`: only where several people's appointments are seen. */
export function BookingFacts({ booking, patientName }: { booking: BookingView; patientName?: string }) {
  const { startsAt, mode, location, practitioner, service, type, priceCents, currency, reference } = booking
  return (
    <SummaryList
      rows={[
        ...(patientName ? [{ label: 'For', value: patientName }] : []),
        {
          label: 'When',
          value: (
            <>
              {printAppointmentTime(startsAt, location.timeZone)}
              {mode !== 'in_person' && <TimeHere at={isoWithOffset(startsAt, location.timeZone)} />}
            </>
          ),
        },
        { label: 'Where', value: placeOf(booking) },
        { label: 'With', value: `${practitioner.name}, ${practitioner.title}` },
        {
          label: 'Appointment',
          value: `${service.name}, ${type === 'initial' ? 'first visit' : 'follow-up visit'}`,
        },
        { label: 'Price', value: printMoney(priceCents, currency) },
        { label: 'Reference', value: <span className="tracking-wider">{reference}</span> },
      ]}
    />
  )
}
