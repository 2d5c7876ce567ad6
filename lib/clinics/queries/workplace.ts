import { cache } from 'react'
import type { StaffActor } from '../../access/actor'
import type { Mode } from '../../booking/schema'
import { atOnce, sql } from '../../db/client'
import { found } from '../../errors'

export type WorkplaceService = {
  id: string
  code: string
  name: string
  modes: Mode[]
  initialMinutes: number
  followUpMinutes: number
  /** Seats: more than one is for groups. */
  capacity: number
}
/** `isMe`: the account that asks is this practitioner. `serviceIds`: what they offer. */
export type WorkplacePractitioner = {
  id: string
  name: string
  title: string
  isMe: boolean
  serviceIds: string[]
}
export type WorkplaceLocation = {
  id: string
  name: string
  kind: 'in_person' | 'telehealth'
  timeZone: string
}

/** The clinic somebody is at work in: what its staff pages name and choose from. Practitioners and services that are active, in their order. */
export type Workplace = {
  id: string
  slug: string
  name: string
  timeZone: string
  phone: string
  email: string
  address: string
  openingHours: string
  practitioners: WorkplacePractitioner[]
  services: WorkplaceService[]
  locations: WorkplaceLocation[]
}

/** The clinic the actor is at work in. One round trip, at most once per render. Refuses with `not_found` where the membership has ended. */
export const getWorkplace = cache(async (actor: StaffActor): Promise<Workplace> => {
  const [clinics, practitioners, services, locations] = await atOnce<
    [
      Omit<Workplace, 'practitioners' | 'services' | 'locations'>[],
      WorkplacePractitioner[],
      WorkplaceService[],
      WorkplaceLocation[],
    ]
  >(
    actor,
    sql`SELECT id, slug, name, time_zone AS "timeZone", phone, email, address, opening_hours AS "openingHours"
      FROM clinic WHERE id = ${actor.clinicId}::uuid`,
    sql`SELECT p.id, p.name, p.title, p.account_id IS NOT DISTINCT FROM ${actor.accountId}::uuid AS "isMe",
        (SELECT coalesce(json_agg(s.service_id), '[]') FROM practitioner_service s WHERE s.practitioner_id = p.id) AS "serviceIds"
      FROM practitioner p WHERE p.clinic_id = ${actor.clinicId}::uuid AND p.active ORDER BY p.number`,
    sql`SELECT id, code, name, modes::text[] AS modes, initial_minutes AS "initialMinutes", follow_up_minutes AS "followUpMinutes", capacity
      FROM service WHERE clinic_id = ${actor.clinicId}::uuid AND active ORDER BY position, name`,
    sql`SELECT id, name, kind, time_zone AS "timeZone" FROM location WHERE clinic_id = ${actor.clinicId}::uuid ORDER BY kind, name`,
  )
  return { ...found(clinics[0]), practitioners, services, locations }
})
