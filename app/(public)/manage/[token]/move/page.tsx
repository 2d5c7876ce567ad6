import { redirect } from 'next/navigation'
import { OwnMoveTimes } from '@/components/booking/own-move'
import { timesToMove } from '../../../own-times'
import { type LinkProps, managedOrNotFound, titleOf } from '../../link'

export const generateMetadata = (props: LinkProps) => titleOf(props, 'Choose a new time')

export default async function MovePage({ params, searchParams }: LinkProps) {
  const { actor, booking, base } = await managedOrNotFound((await params).token)
  if (!booking.canMove) redirect(base)
  const shown = await timesToMove(actor, booking, await searchParams)
  return <OwnMoveTimes booking={booking} base={base} {...shown} />
}
