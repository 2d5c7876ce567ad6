import { redirect } from 'next/navigation'
import { OwnCancel } from '@/components/booking/own-cancel'
import { cancelByLinkAction } from '@/lib/booking/actions'
import { type LinkProps, managedOrNotFound, titleOf } from '../../link'

export const generateMetadata = (props: LinkProps) => titleOf(props, 'Cancel this appointment?')

export default async function CancelPage({ params }: LinkProps) {
  const { token } = await params
  const { booking, base } = await managedOrNotFound(token)
  if (!booking.canChange) redirect(base)
  return (
    <OwnCancel booking={booking} base={base} action={cancelByLinkAction} names={{ manageToken: token }} />
  )
}
