import { OwnAppointment } from '@/components/booking/own-appointment'
import { FormsToFill } from '@/components/intake/forms-to-fill'
import { answerByLinkAction } from '@/lib/booking/actions'
import { countAskedForms } from '@/lib/intake/queries/tasks'
import { type LinkProps, managedOrNotFound, titleOf } from '../link'

export const generateMetadata = (props: LinkProps) => titleOf(props, 'Your appointment')

export default async function ManagePage({ params, searchParams }: LinkProps) {
  const { token } = await params
  const { actor, booking, base } = await managedOrNotFound(token)
  const { done } = await searchParams
  return (
    <OwnAppointment
      booking={booking}
      base={base}
      done={typeof done === 'string' ? done : undefined}
      forms={<FormsToFill href={`${base}/forms`} count={await countAskedForms(actor)} />}
      answer={{ action: answerByLinkAction, fields: { manageToken: token } }}
    />
  )
}
