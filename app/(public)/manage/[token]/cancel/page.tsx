import { redirect } from 'next/navigation'
import { OwnCancel } from '@/components/booking/own-cancel'
import { cancelByLinkAction } from '@/lib/booking/actions'
import { CANCEL_WORDS } from '@/lib/booking/text/cancelling'
import { type LinkProps, managedOrNotFound, titleOf } from '../../link'

export const generateMetadata = (props: LinkProps) => titleOf(props, CANCEL_WORDS.title)

export default async function CancelPage({ params }: LinkProps) {
  const { token } = await params
  const { booking, base } = await managedOrNotFound(token)
  if (!booking.canChange) redirect(base)
  return (
    <OwnCancel booking={booking} base={base} action={cancelByLinkAction} names={{ manageToken: token }} />
  )
}
