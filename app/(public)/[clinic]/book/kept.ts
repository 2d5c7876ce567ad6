import { currentActor } from '@/lib/access/current'
import { nearestSlots } from '@/lib/availability/queries/calendar'
import { isStillFree } from '@/lib/availability/queries/facts'
import type { Choices } from '@/lib/booking/rules/journey'
import type { UnderWay } from '@/lib/booking/schema/draft'
import { lengthOf } from '@/lib/clinics/rules'
import { now } from '@/lib/clock'
import { clinicOf } from '../clinic'

/** The visit of a draft with the words for it, and whether its time is kept. Null where the clinic has stopped offering it. */
export async function keptVisit({ clinicSlug, visit, hold }: UnderWay) {
  const { clinic, services, practitioners } = await clinicOf(clinicSlug)
  const service = services.find(({ code }) => code === visit.service)
  const practitioner = practitioners.find(({ id }) => id === visit.practitionerId)
  const location = clinic.locations.find(({ id }) => id === visit.locationId)
  if (!service || !practitioner || !location) return null
  const { practitionerId, locationId, startsAt, type, mode } = visit
  const choices: Choices = {
    ...{ service: service.code, type, mode, location: location.id, practitioner: visit.practitioner },
  }
  const secondsLeft = hold ? Math.ceil((hold.expiresAt.getTime() - now().getTime()) / 1000) : 0
  return {
    visit: {
      ...{ startsAt, practitionerId, locationId },
      ...{ timeZone: location.timeZone, practitionerName: practitioner.name },
    },
    ...{ clinic, service, practitioner, practitioners, location, choices, type, mode },
    ...lengthOf(service, type),
    kept: hold && secondsLeft > 0 ? { holdId: hold.id, until: hold.expiresAt, secondsLeft } : null,
  }
}

/** What can be had instead of a time that is not kept any more: the same if it is free, and the nearest others. */
export async function insteadOf({ clinicSlug, visit }: UnderWay, timeZone: string) {
  const actor = await currentActor()
  const { service, type, mode, locationId, practitioner, startsAt } = visit
  const wanted = {
    ...{ clinicSlug, service, type, mode, location: locationId },
    practitioner: practitioner === 'anyone' ? undefined : practitioner,
  }
  const [isFree, others] = await Promise.all([
    isStillFree(actor, { clinicSlug, ...visit }),
    nearestSlots(actor, wanted, startsAt, timeZone),
  ])
  return { isFree, others }
}
