import type { Metadata } from 'next'
import { OwnAppointment } from '@/components/booking/own-appointment'
import { FormsToFill } from '@/components/intake/forms-to-fill'
import { MySummary } from '@/components/notes/my-summary'
import { answerMineAction } from '@/lib/booking/actions'
import { listFormTasks } from '@/lib/intake/queries/tasks'
import { findMyFollowUp } from '@/lib/notes/queries/follow-ups'
import { readMySummaries } from '@/lib/notes/queries/summary'
import { type OwnProps, ownBooking } from '../../own'

export const metadata: Metadata = { title: 'Your appointment' }

export default async function AppointmentPage({ params, searchParams }: OwnProps) {
  const { actor, booking, base, patientName } = await ownBooking(params)
  const { left } = await listFormTasks(actor)
  const count = left.filter((task) => task.booking?.id === booking.id).length
  const { done } = await searchParams
  return (
    <>
      <OwnAppointment
        booking={booking}
        base={base}
        back={{ href: '/my', say: 'Your appointments' }}
        patientName={patientName}
        done={typeof done === 'string' ? done : undefined}
        forms={<FormsToFill href="/my/forms" count={count} />}
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
