import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { timesToMove } from '@/app/(public)/own-times'
import { OwnMoveTimes } from '@/components/booking/own-move'
import { type OwnProps, ownBooking } from '../../../own'

export const metadata: Metadata = { title: 'Choose a new time' }

export default async function MovePage({ params, searchParams }: OwnProps) {
  const { actor, booking, base } = await ownBooking(params)
  if (!booking.canMove) redirect(base)
  return (
    <OwnMoveTimes
      booking={booking}
      base={base}
      {...(await timesToMove(actor, booking, await searchParams))}
    />
  )
}
