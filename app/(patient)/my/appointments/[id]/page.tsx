import type { Metadata } from 'next'
import { OwnAppointment } from '@/components/booking/own-appointment'
import { MySummary } from '@/components/notes/my-summary'
import { answerMineAction } from '@/lib/booking/actions'
import { findMyFollowUp } from '@/lib/notes/queries/follow-ups'
import { readMySummaries } from '@/lib/notes/queries/summary'
import { type OwnProps, ownBooking } from '../../own'

export const metadata: Metadata = { title: 'Your appointment' }

export default async function AppointmentPage({ params, searchParams }: OwnProps) {
  const { actor, booking, base, patientName } = await ownBooking(params)
  const { done } = await searchParams
  return (
    <>
      <OwnAppointment
        booking={booking}
        base={base}
        back={{ href: '/my', say: 'Your appointments' }}
        patientName={patientName}
        done={typeof done === 'string' ? done : undefined}
        answer={{ action: answerMineAction, fields: { bookingId: booking.id } }}
      />
      <MySummary
        summaries={await readMySummaries(actor, booking.id)}
        followUpOn={await findMyFollowUp(actor, booking.id)}
        timeZone={booking.location.timeZone}
        bookHref={`/${booking.clinic.slug}/book`}
      />
    </>
  )
}
