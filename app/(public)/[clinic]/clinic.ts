import { notFound } from 'next/navigation'
import { cache } from 'react'
import { currentActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import type { Offer } from '@/lib/booking/rules/journey'
import {
  type ClinicView,
  getClinic,
  listClinics,
  listPractitioners,
  listServices,
} from '@/lib/clinics/queries'

/** The clinic's name for titles; null where there is no such clinic: a title that refuses leaves the not-found page without one. */
export async function clinicName(slug: string): Promise<string | null> {
  const clinics = await listClinics(await currentActor())
  return clinics.find((clinic) => clinic.slug === slug)?.name ?? null
}

/** The clinic of the address with what can be booked there: only services that somebody offers. No such clinic: the not-found page. */
export const clinicOf = cache(async (slug: string): Promise<Offer & { clinic: ClinicView }> => {
  // What no slug can be need not reach the database.
  if (!/^[a-z0-9-]{1,63}$/.test(slug)) notFound()
  const actor = await currentActor()
  const [clinic, services, practitioners] = await orNotFound(
    Promise.all([getClinic(actor, slug), listServices(actor, slug), listPractitioners(actor, slug)]),
  )
  const isOffered = (code: string) => practitioners.some(({ services }) => services.includes(code))
  return { clinic, services: services.filter(({ code }) => isOffered(code)), practitioners }
})
