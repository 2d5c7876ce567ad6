import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { OwnMoveTimes } from '@/components/booking/own-move'
import { timesToMove } from '../../../own-times'
import { type LinkProps, managedOrNotFound } from '../../link'

export const metadata: Metadata = { title: 'Choose a new time' }

export default async function MovePage({ params, searchParams }: LinkProps) {
  const { actor, booking, base } = await managedOrNotFound((await params).token)
  if (!booking.canChange) redirect(base)
  const shown = await timesToMove(actor, booking, await searchParams)
  return <OwnMoveTimes booking={booking} base={base} {...shown} />
}
