import type { Metadata } from 'next'
import { OwnAppointment } from '@/components/booking/own-appointment'
import { answerMineAction } from '@/lib/booking/actions'
import { type OwnProps, ownBooking } from '../../own'

export const metadata: Metadata = { title: 'Your appointment' }

export default async function AppointmentPage({ params, searchParams }: OwnProps) {
  const { booking, base, patientName } = await ownBooking(params)
  const { done } = await searchParams
  return (
    <OwnAppointment
      booking={booking}
      base={base}
      back={{ href: '/my', say: 'Your appointments' }}
      patientName={patientName}
      done={typeof done === 'string' ? done : undefined}
      answer={{ action: answerMineAction, fields: { bookingId: booking.id } }}
    />
  )
}
