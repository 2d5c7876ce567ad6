import type { Mode, VisitType } from '../booking/schema'

type Length = { minutes: number; priceCents: number }

/** How long a visit of this type is and what it costs. */
export function lengthOf(service: { initial: Length; followUp: Length }, type: VisitType): Length {
  return type === 'initial' ? service.initial : service.followUp
}

/** What a clinic has of what it takes to be booked. `validUntil`: 'YYYY-MM-DD', the last day of those hours. */
export type SetUpFacts = {
  hasDetails: boolean
  locations: readonly { id: string; kind: 'in_person' | 'telehealth'; active: boolean }[]
  practitioners: readonly { id: string; name: string; active: boolean }[]
  services: readonly { id: string; name: string; active: boolean; modes: readonly Mode[] }[]
  offers: readonly { practitionerId: string; serviceId: string }[]
  hours: readonly {
    practitionerId: string
    locationId: string
    serviceIds: readonly string[]
    validUntil: string | null
  }[]
}

export type SetUpTask = 'clinic' | 'locations' | 'people' | 'services' | 'offers' | 'hours'
/** What is left of a task, in words; null: done. */
export type SetUpState = Record<SetUpTask, string | null>

/** What is left to do of each task before patients can book; `today` is the clinic's date. */
export function setUpState(facts: SetUpFacts, today: string): SetUpState {
  const services = facts.services.filter(isActive)
  const offered = activeOffers(facts)
  const nobody = services.filter(({ id }) => !offered.some(({ serviceId }) => serviceId === id))
  const offering = facts.practitioners.filter(
    ({ id, active }) => active && offered.some(({ practitionerId }) => practitionerId === id),
  )
  const idle = offering.filter(({ id }) => !hoursOf(facts, id, today).length)
  return {
    clinic: facts.hasDetails ? null : 'Something patients need is missing',
    locations: facts.locations.some(isActive) ? null : 'Add a location',
    people: facts.practitioners.some(isActive) ? null : 'Add somebody who can be booked',
    services: services.length > 0 ? null : 'Add a service',
    offers:
      services.length === 0 || nobody.length > 0 ? `Nobody offers ${named(nobody, 'anything')} yet` : null,
    hours: offering.length === 0 || idle.length > 0 ? `No hours for ${named(idle, 'anybody')} yet` : null,
  }
}

/**
 * Whether patients can book at all: some practitioner offers some service and has hours for it, from today on, at a location where it is
 * given. Whether a time is free then is the diary's. A group session needs no more than being scheduled, and is not looked at here.
 */
export function isReadyForPatients(facts: SetUpFacts, today: string): boolean {
  return (
    facts.hasDetails &&
    activeOffers(facts).some(({ practitionerId, serviceId }) =>
      hoursOf(facts, practitionerId, today).some(
        ({ locationId, serviceIds }) =>
          (serviceIds.length === 0 || serviceIds.includes(serviceId)) &&
          facts.services
            .find(({ id }) => id === serviceId)
            ?.modes.some((mode) => isGivenAt(facts, locationId, mode)),
      ),
    )
  )
}

function activeOffers({ offers, practitioners, services }: SetUpFacts) {
  const are = (things: readonly { id: string; active: boolean }[]) =>
    new Set(things.filter(isActive).map(({ id }) => id))
  const [people, active] = [are(practitioners), are(services)]
  return offers.filter((one) => people.has(one.practitionerId) && active.has(one.serviceId))
}

function hoursOf({ hours, locations }: SetUpFacts, practitionerId: string, today: string) {
  return hours.filter(
    (block) =>
      block.practitionerId === practitionerId &&
      (block.validUntil === null || block.validUntil >= today) &&
      locations.some(({ id, active }) => id === block.locationId && active),
  )
}

function isGivenAt({ locations }: SetUpFacts, locationId: string, mode: Mode): boolean {
  const kind = mode === 'in_person' ? 'in_person' : 'telehealth'
  return locations.some((place) => place.id === locationId && place.kind === kind)
}

function isActive({ active }: { active: boolean }): boolean {
  return active
}

function named(things: readonly { name: string }[], nothing: string): string {
  const [first, ...others] = things
  if (!first) return nothing
  return others.length === 0 ? first.name : `${first.name} and ${others.length} more`
}

/** The names of the fields that differ, in the order of `after`: what the audit says of a change. */
export function changedFields<T extends object>(before: T, after: Partial<T>): (keyof T & string)[] {
  const names = Object.keys(after) as (keyof T & string)[]
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}

/** A service's name in addresses, "weight-loss", unlike those that are there. */
export function serviceCode(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 50)
  const code = plain || 'service'
  for (let n = 1; ; n++) {
    const one = n === 1 ? code : `${code}-${n}`
    if (!taken.includes(one)) return one
  }
}
