import { OwnAppointment } from '@/components/booking/own-appointment'
import { type LinkProps, managedOrNotFound, titleOf } from '../link'

export const generateMetadata = (props: LinkProps) => titleOf(props, 'Your appointment')

export default async function ManagePage({ params, searchParams }: LinkProps) {
  const { booking, base } = await managedOrNotFound((await params).token)
  const { done } = await searchParams
  return <OwnAppointment booking={booking} base={base} done={typeof done === 'string' ? done : undefined} />
}
