import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { now } from '../../clock'
import { asActor, type Tx } from '../../db/client'
import { found } from '../../errors'
import { localDate } from '../../time'
import { mayAdminister } from '../policy'
import { isReadyForPatients, type SetUpFacts, type SetUpState, setUpState } from '../rules'
import { versionOf } from './version'

/** Every field of a service that its form has. */
export const serviceColumns = {
  ...{ name: true, category: true, description: true, modes: true, active: true },
  ...{ initialMinutes: true, initialPriceCents: true, followUpMinutes: true, followUpPriceCents: true },
  ...{ bufferBeforeMinutes: true, bufferAfterMinutes: true, gridMinutes: true, noticeMinutes: true },
  ...{ horizonDays: true, insideNotice: true, minimumAgeYears: true, maximumAgeYears: true },
  ...{ requiresReferral: true, requiresInitialFirst: true, dailyCap: true, upcomingLimit: true },
  ...{ capacity: true, requiresApproval: true, requestHours: true, cancelNoticeHours: true },
  lateCancelFeeCents: true,
} as const

/** The same of a clinic, a location and a practitioner. */
export const clinicColumns = {
  ...{ slug: true, name: true, timeZone: true, currency: true, phone: true, email: true, address: true },
  ...{ openingHours: true, cancelNoticeHours: true, lateCancelFeeCents: true },
} as const
export const locationColumns = {
  ...{ name: true, kind: true, timeZone: true, address: true, active: true },
  ...{ cancelNoticeHours: true, lateCancelFeeCents: true },
} as const
export const practitionerColumns = {
  ...{ accountId: true, name: true, title: true, specialisations: true, registrationNumber: true },
  ...{ registrationBody: true, acceptingNewPatients: true, active: true },
} as const

export const resourceColumns = { name: true, locationId: true, active: true } as const
/** Of everybody who offers a service, what is their own; and of each of its needs. The version is of all of them together. */
export const offerColumns = {
  ...{ practitionerId: true, dailyCap: true, initialMinutes: true, initialPriceCents: true },
  ...{ followUpMinutes: true, followUpPriceCents: true },
} as const
export const needColumns = { id: true, name: true, resourceIds: true } as const

/** Runs a read of the clinic's settings for an administrator of it; `not_allowed` to everybody else. */
async function asAdmin<T>(actor: StaffActor, work: (tx: Tx, clinicId: string) => Promise<T>): Promise<T> {
  allow(mayAdminister(actor, actor.clinicId), 'known')
  return asActor(actor, (tx) => work(tx, actor.clinicId))
}

/** The task list of setting up: what is left of each task, whether patients can book, and the next service nobody offers. */
export async function getSetUp(actor: StaffActor): Promise<{
  state: SetUpState
  isReady: boolean
  slug: string
  counts: Record<'rooms' | 'services' | 'forms', number>
}> {
  return asAdmin(actor, async (tx, clinicId) => {
    const where = { clinicId }
    const active = { id: true, name: true, active: true } as const
    const clinic = found(
      await tx.clinic.findFirst({
        where: { id: clinicId },
        select: {
          ...{ slug: true, timeZone: true, phone: true, email: true, address: true },
          openingHours: true,
        },
      }),
    )
    const rules = await tx.availabilityRule.findMany({
      where,
      select: { practitionerId: true, locationId: true, serviceIds: true, validUntil: true },
    })
    const facts: SetUpFacts = {
      hasDetails: [clinic.phone, clinic.email, clinic.address, clinic.openingHours].every(Boolean),
      locations: await tx.location.findMany({ where, select: { id: true, kind: true, active: true } }),
      practitioners: await tx.practitioner.findMany({ where, select: active }),
      services: await tx.service.findMany({ where, select: { ...active, modes: true } }),
      offers: await tx.practitionerService.findMany({
        where,
        select: { practitionerId: true, serviceId: true },
      }),
      hours: rules.map((rule) => ({
        ...rule,
        validUntil: rule.validUntil?.toISOString().slice(0, 10) ?? null,
      })),
    }
    const today = localDate(now(), clinic.timeZone)
    return {
      state: setUpState(facts, today),
      isReady: isReadyForPatients(facts, today),
      slug: clinic.slug,
      counts: {
        rooms: await tx.resource.count({ where }),
        services: facts.services.length,
        forms: await tx.form.count({ where }),
      },
    }
  })
}

/** The clinic's details and policy, as their form has them. */
export function getClinicSettings(actor: StaffActor) {
  return asAdmin(actor, async (tx, clinicId) => {
    const row = found(await tx.clinic.findFirst({ where: { id: clinicId }, select: clinicColumns }))
    return { ...row, version: versionOf(row, clinicColumns) }
  })
}

/** Every location, those that are closed too. */
export function listLocations(actor: StaffActor) {
  return asAdmin(actor, async (tx, clinicId) => {
    const rows = await tx.location.findMany({
      where: { clinicId },
      select: { id: true, ...locationColumns },
      orderBy: [{ active: 'desc' }, { name: 'asc' }],
    })
    return rows.map((row) => ({ ...row, version: versionOf(row, locationColumns) }))
  })
}
export type LocationSettings = Awaited<ReturnType<typeof listLocations>>[number]

/** Rooms and equipment, by location. */
export function listResources(actor: StaffActor) {
  return asAdmin(actor, async (tx, clinicId) => {
    const rows = await tx.resource.findMany({
      where: { clinicId },
      select: { id: true, kind: true, ...resourceColumns, location: { select: { name: true } } },
      orderBy: [{ active: 'desc' }, { name: 'asc' }],
    })
    return rows.map((row) => ({ ...row, version: versionOf(row, resourceColumns) }))
  })
}
export type ResourceSettings = Awaited<ReturnType<typeof listResources>>[number]

/** Every service with who offers it, in their order; those that are stopped too. */
export function listServiceSettings(actor: StaffActor) {
  return asAdmin(actor, (tx, clinicId) =>
    tx.service.findMany({
      where: { clinicId },
      select: {
        ...{ id: true, code: true, name: true, category: true, active: true },
        ...{ initialMinutes: true, initialPriceCents: true, clinic: { select: { currency: true } } },
        practitioners: { select: { practitioner: { select: { name: true, active: true } } } },
      },
      orderBy: [{ active: 'desc' }, { position: 'asc' }, { name: 'asc' }],
    }),
  )
}

/** A service with every rule, who could offer it and what it needs. Refuses with `not_found`. */
export function getServiceSettings(actor: StaffActor, id: string) {
  return asAdmin(actor, async (tx, clinicId) => {
    const service = found(
      await tx.service.findFirst({
        where: { id, clinicId },
        select: {
          ...{ id: true, code: true, ...serviceColumns },
          clinic: { select: { currency: true } },
          practitioners: { select: offerColumns, orderBy: { practitionerId: 'asc' } },
          needs: { select: needColumns, orderBy: { id: 'asc' } },
        },
      }),
    )
    const practitioners = await tx.practitioner.findMany({
      where: { clinicId, active: true },
      select: { id: true, name: true, title: true },
      orderBy: { name: 'asc' },
    })
    return {
      ...{ ...service, people: practitioners, version: versionOf(service, serviceColumns) },
      offersVersion: versionOf(service, { practitioners: true }),
      needsVersion: versionOf(service, { needs: true }),
    }
  })
}
export type ServiceSettings = Awaited<ReturnType<typeof getServiceSettings>>

/** Who works at the clinic, and who can be booked there. */
export function listPeople(actor: StaffActor) {
  return asAdmin(actor, async (tx, clinicId) => {
    const members = await tx.clinicMember.findMany({
      where: { clinicId, endedAt: null },
      select: {
        ...{ id: true, roles: true, accountId: true },
        account: { select: { name: true, email: true } },
      },
      orderBy: { createdAt: 'asc' },
    })
    const practitioners = await tx.practitioner.findMany({
      where: { clinicId },
      select: { id: true, number: true, ...practitionerColumns },
      orderBy: [{ active: 'desc' }, { name: 'asc' }],
    })
    const versioned = practitioners.map((row) => ({ ...row, version: versionOf(row, practitionerColumns) }))
    return { members, practitioners: versioned }
  })
}
export type PeopleSettings = Awaited<ReturnType<typeof listPeople>>
