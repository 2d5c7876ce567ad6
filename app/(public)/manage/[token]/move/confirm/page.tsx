import { redirect } from 'next/navigation'
import { OwnMoveConfirm } from '@/components/booking/own-move'
import { moveByLinkAction } from '@/lib/booking/actions'
import { timeToConfirm } from '../../../../own-times'
import { type LinkProps, managedOrNotFound, titleOf } from '../../../link'

export const generateMetadata = (props: LinkProps) => titleOf(props, 'Move your appointment?')

export default async function ConfirmMovePage({ params, searchParams }: LinkProps) {
  const { token } = await params
  const { actor, booking, base } = await managedOrNotFound(token)
  if (!booking.canMove) redirect(base)
  const chosen = (await timeToConfirm(actor, booking, await searchParams)) ?? redirect(`${base}/move`)
  return (
    <OwnMoveConfirm
      booking={booking}
      base={base}
      action={moveByLinkAction}
      names={{ manageToken: token }}
      {...chosen}
    />
  )
}
