import { newId } from '../../ids'
import { insertBooking } from './booking'
import { insertAll, type World } from './world'

/** What opens and shuts a test's clinic on its day: `world.at(7, …)`. Times are wall times of the clinic. */

/** A leave of Dr Mora, or a closure of the street or of the whole clinic. */
export function shut(
  world: World,
  kind: 'leave' | 'closure',
  whose: 'practitioner' | 'location' | 'clinic',
  from: string,
  to: string,
) {
  return insertAll({
    availability_exception: [
      {
        ...{ id: newId(), clinic_id: world.clinic.id, kind },
        practitioner_id: whose === 'practitioner' ? world.practitioners.mora : null,
        location_id: whose === 'location' ? world.locations.street : null,
        ...{ starts_at: world.at(7, from), ends_at: world.at(7, to) },
      },
    ],
  })
}

/** A dated opening of Dr Mora in the street, for so many. */
export function opening(world: World, from: string, to: string, capacity: number) {
  return insertAll({
    availability_exception: [
      {
        ...{ id: newId(), clinic_id: world.clinic.id, kind: 'opening', capacity },
        ...{ practitioner_id: world.practitioners.mora, location_id: world.locations.street },
        ...{ starts_at: world.at(7, from), ends_at: world.at(7, to) },
      },
    ],
  })
}

/** From now on the gp needs one of these. */
export function need(world: World, resources: string[]) {
  const clinic_id = world.clinic.id
  return insertAll({
    service_need: [
      { id: newId(), clinic_id, service_id: world.services.gp, name: 'A room', resource_ids: resources },
    ],
  })
}

/** The gp needs a room, and the only one is taken for 20 minutes by a visit of somebody else. */
export async function roomTaken(world: World, from: string) {
  const room = newId()
  const clinic_id = world.clinic.id
  const { id } = await insertBooking(world, { startsAt: world.at(7, '16:00') })
  const starts_at = world.at(7, from)
  await insertAll({
    resource: [
      {
        id: room,
        clinic_id,
        location_id: world.locations.street,
        kind: 'room',
        name: 'Room 1',
        active: true,
      },
    ],
    calendar_claim: [
      {
        ...{
          id: newId(),
          clinic_id,
          resource_kind: 'room',
          resource_id: room,
          kind: 'booking',
          booking_id: id,
        },
        ...{ starts_at, ends_at: new Date(starts_at.getTime() + 1_200_000), overbook: false },
      },
    ],
  })
  await need(world, [room])
}
