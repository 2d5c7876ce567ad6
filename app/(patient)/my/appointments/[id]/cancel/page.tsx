import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { OwnCancel } from '@/components/booking/own-cancel'
import { cancelMineAction } from '@/lib/booking/actions'
import { CANCEL_WORDS } from '@/lib/booking/text/cancelling'
import { type OwnProps, ownBooking } from '../../../own'

export const metadata: Metadata = { title: CANCEL_WORDS.title }

export default async function CancelPage({ params }: OwnProps) {
  const { booking, base, patientName } = await ownBooking(params)
  if (!booking.canChange) redirect(base)
  const names = { bookingId: booking.id }
  return (
    <OwnCancel
      booking={booking}
      base={base}
      action={cancelMineAction}
      names={names}
      patientName={patientName}
    />
  )
}
