import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { timeToConfirm } from '@/app/(public)/own-times'
import { OwnMoveConfirm } from '@/components/booking/own-move'
import { moveMineAction } from '@/lib/booking/actions'
import { type OwnProps, ownBooking } from '../../../../own'

export const metadata: Metadata = { title: 'Move your appointment?' }

export default async function ConfirmMovePage({ params, searchParams }: OwnProps) {
  const { actor, booking, base } = await ownBooking(params)
  if (!booking.canMove) redirect(base)
  const chosen = (await timeToConfirm(actor, booking, await searchParams)) ?? redirect(`${base}/move`)
  const names = { bookingId: booking.id }
  return <OwnMoveConfirm booking={booking} base={base} action={moveMineAction} names={names} {...chosen} />
}
