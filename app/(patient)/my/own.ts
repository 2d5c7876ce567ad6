import { notFound } from 'next/navigation'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { getMyBooking } from '@/lib/booking/queries/mine'
import { isId } from '@/lib/ids'
import { listPeopleIActFor } from '@/lib/people/queries'

/** What Next hands a page of one appointment. */
export type OwnProps = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** An appointment of somebody the signed-in person acts for; no such, or not theirs to see: the not-found page. */
export async function ownBooking(params: OwnProps['params']) {
  const { id } = await params
  const actor = await requireActor('patient')
  if (!isId(id)) notFound()
  const booking = await orNotFound(getMyBooking(actor, id))
  const people = await listPeopleIActFor(actor)
  const { firstName, lastName } = booking.patient
  return {
    actor,
    booking,
    base: `/my/appointments/${id}`,
    patientName: people.length > 1 ? `${firstName} ${lastName}` : undefined,
  }
}
