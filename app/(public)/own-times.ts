import type { OwnBooking } from '@/components/booking/own-appointment'
import type { Actor } from '@/lib/access/actor'
import { listFreeTimes, nearestSlots } from '@/lib/availability/queries/calendar'
import { chosenTime } from '@/lib/booking/schema'
import { listPractitioners, listServices } from '@/lib/clinics/queries'
import { askedDates, askedGone } from './asked-times'

type Asked = Record<string, string | string[] | undefined>

/** The free times for a booking that is to move, as its page shows them: its own time counts as free, and is not offered. */
export async function timesToMove(actor: Actor, booking: OwnBooking, asked: Asked) {
  const { id, clinic, service, type, mode, location, practitioner, startsAt } = booking
  const isAnyone = asked.practitioner === 'anyone'
  const wanted = {
    ...{ clinicSlug: clinic.slug, service: service.code, type, mode, location: location.id },
    practitioner: isAnyone ? undefined : practitioner.id,
    ignoreBooking: { id, practitionerId: practitioner.id, startsAt },
  }
  const gone = askedGone(asked)
  const [times, practitioners, services, others] = await Promise.all([
    listFreeTimes(actor, wanted, clinic.timeZone, askedDates(asked, clinic.timeZone)),
    listPractitioners(actor, clinic.slug, service.code),
    listServices(actor, clinic.slug),
    gone ? nearestSlots(actor, wanted, gone.at, clinic.timeZone) : [],
  ])
  const horizonDays = services.find(({ code }) => code === service.code)?.horizonDays ?? 0
  return { times, practitioners, horizonDays, isAnyone, gone: gone && { ...gone, others } }
}

/** The new time that the address of the confirming page names, and who that is with; null where it names none. */
export async function timeToConfirm(actor: Actor, booking: OwnBooking, asked: Asked) {
  const { data: time } = chosenTime.safeParse(asked.time)
  if (!time) return null
  const practitioners = await listPractitioners(actor, booking.clinic.slug, booking.service.code)
  const practitioner = practitioners.find(({ id }) => id === time.practitionerId)
  return practitioner ? { time, practitionerName: practitioner.name } : null
}
