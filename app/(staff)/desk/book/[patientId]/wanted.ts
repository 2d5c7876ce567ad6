import type { VisitWanted } from '@/components/desk/visit-choices'
import type { StaffActor } from '@/lib/access/actor'
import { findOpenSession } from '@/lib/booking/queries/sessions'
import { timeValue } from '@/lib/booking/schema'
import { MODE_WORDS } from '@/lib/booking/text'
import type { Workplace, WorkplaceService } from '@/lib/clinics/queries/workplace'
import { localDate } from '@/lib/time'

/** What an address asks for; anything, because anybody can write an address. */
export type AskedVisit = {
  service?: string
  type?: string
  with?: string
  place?: string
  day?: string
  /** Instead of the rest: a seat in this group session. */
  session?: string
}

/** What an address asks for, in full: a group session stands for its service, place, day and time. */
export async function askedInFull(
  actor: StaffActor,
  asked: AskedVisit,
): Promise<AskedVisit & { time?: string }> {
  const session = await findOpenSession(actor, asked.session)
  if (!session) return asked
  const { startsAt, service, mode, practitioner, location } = session
  return {
    type: asked.type,
    ...{ service: service.code, with: practitioner.id, place: `${mode}.${location.id}` },
    day: localDate(startsAt, location.timeZone),
    time: timeValue({ startsAt, practitionerId: practitioner.id, locationId: location.id }),
  }
}

type Option = { value: string; label: string }

/** The choices an address stands for, each replaced by the first possible one where it is none of ours, and what there is to choose from. */
export function wantedVisit(asked: AskedVisit, clinic: Workplace, hasBeenSeen: boolean) {
  const service = clinic.services.find(({ code }) => code === asked.service) ?? clinic.services[0]
  if (!service) return null
  const places = placesOf(service, clinic)
  const practitioners = clinic.practitioners.filter(({ serviceIds }) => serviceIds.includes(service.id))
  const usual = hasBeenSeen ? 'follow_up' : 'initial'
  const wanted: VisitWanted = {
    service: service.code,
    type: asked.type === 'initial' || asked.type === 'follow_up' ? asked.type : usual,
    with: practitioners.find(({ id }) => id === asked.with)?.id ?? '',
    place: (places.find(({ value }) => value === asked.place) ?? places[0])?.value ?? '',
  }
  return {
    wanted,
    service,
    services: clinic.services.map(({ code, name }) => ({ value: code, label: name })),
    practitioners: practitioners.map(({ id, name }) => ({ value: id, label: name })),
    places,
  }
}

/** Every way and place a service is given. */
function placesOf(service: WorkplaceService, clinic: Workplace): Option[] {
  return service.modes.flatMap((mode) =>
    clinic.locations
      .filter(({ kind }) => (kind === 'in_person') === (mode === 'in_person'))
      .map(({ id, name }) => ({
        value: `${mode}.${id}`,
        label: mode === 'in_person' ? name : MODE_WORDS[mode],
      })),
  )
}
