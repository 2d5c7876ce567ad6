import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { OwnCancel } from '@/components/booking/own-cancel'
import { cancelByLinkAction } from '@/lib/booking/actions'
import { type LinkProps, managedOrNotFound } from '../../link'

export const metadata: Metadata = { title: 'Cancel this appointment?' }

export default async function CancelPage({ params }: LinkProps) {
  const { token } = await params
  const { booking, base } = await managedOrNotFound(token)
  if (!booking.canChange) redirect(base)
  return (
    <OwnCancel booking={booking} base={base} action={cancelByLinkAction} names={{ manageToken: token }} />
  )
}
