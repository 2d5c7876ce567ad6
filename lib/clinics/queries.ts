import { cache } from 'react'
import type { Actor } from '../access/actor'
import type { LocationKind } from '../availability/rules'
import type { Mode } from '../booking/schema'
import { asActor } from '../db/client'
import { found } from '../errors'

/** A clinic as anybody may see it. `timeZone`s are IANA; phones E.164. */
export type ClinicView = {
  id: string
  slug: string
  name: string
  timeZone: string
  currency: string
  phone: string
  email: string
  address: string
  openingHours: string
  cancelNoticeHours: number
  lateCancelFeeCents: number
  locations: LocationView[]
}
export type LocationView = {
  id: string
  name: string
  kind: LocationKind
  timeZone: string
  address: string | null
}

/** What can be booked. Prices in cents of `currency`. */
export type ServiceView = {
  id: string
  code: string
  name: string
  category: string
  description: string
  modes: Mode[]
  initial: Length
  followUp: Length
  currency: string
  noticeMinutes: number
  horizonDays: number
  minimumAgeYears: number | null
  maximumAgeYears: number | null
  requiresReferral: boolean
  /** Asked for and then confirmed by the clinic, which has `requestHours` to answer. */
  requiresApproval: boolean
  requestHours: number
  /** Seats of a session: more than one is for groups. */
  capacity: number
}
type Length = { minutes: number; priceCents: number }

/** Who can be booked, and for what (service codes). */
export type PractitionerView = {
  id: string
  name: string
  title: string
  acceptsNewPatients: boolean
  services: string[]
}

// It is where most people go.
const inPersonFirst = [{ kind: 'asc' as const }, { name: 'asc' as const }, { id: 'asc' as const }]

const clinicColumns = {
  id: true,
  slug: true,
  name: true,
  timeZone: true,
  currency: true,
  phone: true,
  email: true,
  address: true,
  openingHours: true,
  cancelNoticeHours: true,
  lateCancelFeeCents: true,
  locations: {
    where: { active: true },
    select: { id: true, name: true, kind: true, timeZone: true, address: true },
    orderBy: inPersonFirst,
  },
} as const

/** Every clinic of the deployment, by name; staff at work see their own. */
export const listClinics = cache(
  (actor: Actor): Promise<ClinicView[]> =>
    asActor(actor, (tx) =>
      tx.clinic.findMany({ select: clinicColumns, orderBy: [{ name: 'asc' }, { id: 'asc' }] }),
    ),
)

/** One clinic. Refuses with `not_found`. */
export const getClinic = cache(
  (actor: Actor, slug: string): Promise<ClinicView> =>
    asActor(actor, async (tx) =>
      found(await tx.clinic.findUnique({ where: { slug }, select: clinicColumns })),
    ),
)

/** What a clinic offers, in its own order; not what it has stopped. Refuses with `not_found` (clinic). */
export const listServices = cache(
  (actor: Actor, slug: string): Promise<ServiceView[]> =>
    asActor(actor, async (tx) => {
      const clinic = found(
        await tx.clinic.findUnique({
          where: { slug },
          select: {
            currency: true,
            services: {
              where: { active: true },
              select: serviceColumns,
              orderBy: [{ position: 'asc' }, { name: 'asc' }, { id: 'asc' }],
            },
          },
        }),
      )
      return clinic.services.map((row) => toService(row, clinic.currency))
    }),
)

const serviceColumns = {
  id: true,
  code: true,
  name: true,
  category: true,
  description: true,
  modes: true,
  initialMinutes: true,
  initialPriceCents: true,
  followUpMinutes: true,
  followUpPriceCents: true,
  noticeMinutes: true,
  horizonDays: true,
  minimumAgeYears: true,
  maximumAgeYears: true,
  requiresReferral: true,
  requiresApproval: true,
  requestHours: true,
  capacity: true,
} as const

type ServiceRow = Omit<ServiceView, 'initial' | 'followUp' | 'currency'> & {
  initialMinutes: number
  initialPriceCents: number
  followUpMinutes: number
  followUpPriceCents: number
}

function toService(row: ServiceRow, currency: string): ServiceView {
  const { initialMinutes, initialPriceCents, followUpMinutes, followUpPriceCents, ...same } = row
  return {
    ...same,
    currency,
    initial: { minutes: initialMinutes, priceCents: initialPriceCents },
    followUp: { minutes: followUpMinutes, priceCents: followUpPriceCents },
  }
}

/** Who can be booked at a clinic, by name; with a service code, for that service. Refuses with `not_found` (clinic). */
export const listPractitioners = cache(
  (actor: Actor, slug: string, serviceCode?: string): Promise<PractitionerView[]> =>
    asActor(actor, async (tx) => {
      const { practitioners } = found(
        await tx.clinic.findUnique({
          where: { slug },
          select: {
            practitioners: {
              where: {
                active: true,
                ...(serviceCode && { services: { some: { service: { code: serviceCode, active: true } } } }),
              },
              select: {
                id: true,
                name: true,
                title: true,
                acceptingNewPatients: true,
                services: {
                  where: { service: { active: true } },
                  select: { service: { select: { code: true } } },
                },
              },
              orderBy: [{ name: 'asc' }, { id: 'asc' }],
            },
          },
        }),
      )
      return practitioners.map(({ acceptingNewPatients, services, ...row }) => ({
        ...row,
        acceptsNewPatients: acceptingNewPatients,
        services: services.map(({ service }) => service.code).sort(),
      }))
    }),
)
