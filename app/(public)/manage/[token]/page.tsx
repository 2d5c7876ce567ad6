import { OwnAppointment } from '@/components/booking/own-appointment'
import { answerByLinkAction } from '@/lib/booking/actions'
import { type LinkProps, managedOrNotFound, titleOf } from '../link'

export const generateMetadata = (props: LinkProps) => titleOf(props, 'Your appointment')

export default async function ManagePage({ params, searchParams }: LinkProps) {
  const { token } = await params
  const { booking, base } = await managedOrNotFound(token)
  const { done } = await searchParams
  return (
    <OwnAppointment
      booking={booking}
      base={base}
      done={typeof done === 'string' ? done : undefined}
      answer={{ action: answerByLinkAction, fields: { manageToken: token } }}
    />
  )
}
