import * as cast from '../../../prisma/seed/cast'
import type { StaffRole } from '../../access/actor'
import { newId } from '../../ids'

/** The cast of `prisma/seed/cast.ts` as rows of a test's own clinic: SQL column names, ids and emails of its own. */

export type Ids = {
  clinic: { id: string; slug: string }
  tag: string
  locations: Record<'street' | 'telehealth', string>
  practitioners: Record<'mora' | 'noor', string>
  services: Record<'gp' | 'nurse' | 'weightLoss', string>
  accounts: Record<StaffName | 'ada' | 'ben', string>
  patients: Record<PatientName, string>
}
export type Row = Record<string, unknown>
/** Minutes of wall time. */
export type Hours = readonly (readonly [start: number, end: number])[]
export type StaffName = 'mora' | 'noor' | 'kim' | 'ines'
type PatientName = 'ada' | 'ben' | 'cleo' | 'dan'

const SERVICES = { gp: cast.gp, nurse: cast.nurse, weightLoss: cast.weightLoss } as const
const STAFF: readonly StaffName[] = ['mora', 'noor', 'kim', 'ines']
export const rolesOf = (name: StaffName): readonly StaffRole[] =>
  cast.harbour.staff.find((member) => member.person === cast.people[name])?.roles ?? []

export const clinicRow = (id: string, tag: string) => ({
  id,
  slug: `harbour-${tag}`,
  name: cast.harbour.name,
  time_zone: cast.harbour.timeZone as string,
  currency: cast.harbour.currency as string,
  phone: cast.harbour.phone as string,
  email: cast.harbour.email,
  address: cast.harbour.address,
  opening_hours: cast.harbour.openingHours,
  cancel_notice_hours: cast.harbour.cancelNoticeHours,
  late_cancel_fee_cents: cast.harbour.lateCancelFeeCents,
})

export const locationRows = ({ clinic, locations }: Ids) =>
  [[locations.street, cast.harbourStreet] as const, [locations.telehealth, cast.telehealth] as const].map(
    ([id, { name, kind, timeZone, address }]) => ({
      id,
      clinic_id: clinic.id,
      name,
      kind,
      time_zone: timeZone,
      address,
    }),
  )

export const serviceRows = ({ clinic, services }: Ids) =>
  Object.entries(SERVICES).map(([name, it], position) => ({
    id: services[name as keyof typeof SERVICES],
    clinic_id: clinic.id,
    code: it.code,
    name: it.name,
    category: it.category,
    description: it.description,
    modes: it.modes,
    initial_minutes: it.initialMinutes,
    initial_price_cents: it.initialPriceCents,
    follow_up_minutes: it.followUpMinutes,
    follow_up_price_cents: it.followUpPriceCents,
    notice_minutes: it.noticeMinutes,
    horizon_days: it.horizonDays,
    minimum_age_years: it.minimumAgeYears,
    position,
  }))

export const accountRows = ({ accounts, tag }: Ids) =>
  Object.entries(accounts).map(([name, id]) => {
    const { email, name: fullName, phone } = cast.people[name as keyof Ids['accounts']]
    return { id, email: email.replace('@', `.${tag}@`), name: fullName, phone }
  })

export const memberRows = ({ clinic, accounts }: Ids) =>
  STAFF.map((name) => ({
    id: newId(),
    clinic_id: clinic.id,
    account_id: accounts[name],
    roles: rolesOf(name),
  }))

const DOCTORS = { mora: cast.drMora, noor: cast.nurseNoor } as const
const doctorsOf = ({ practitioners }: Ids) =>
  (['mora', 'noor'] as const).map((name) => ({ name, id: practitioners[name], ...pickCast(name) }))
const pickCast = (name: 'mora' | 'noor') => ({ cast: DOCTORS[name] })

export const practitionerRows = (world: Ids) =>
  doctorsOf(world).map(({ id, name, cast: who }) => ({
    id,
    clinic_id: world.clinic.id,
    account_id: world.accounts[name],
    name: who.person.name,
    title: who.title,
  }))

export const offeredRows = (world: Ids) =>
  doctorsOf(world).flatMap(({ id, cast: who }) =>
    who.services.map((service) => ({
      practitioner_id: id,
      service_id:
        world.services[service === cast.gp ? 'gp' : service === cast.nurse ? 'nurse' : 'weightLoss'],
      clinic_id: world.clinic.id,
    })),
  )

export const castHours = (world: Ids) =>
  doctorsOf(world).flatMap(({ id, cast: who }) =>
    who.hours.flatMap(({ location, weekdays, start, end }) =>
      weekdays.map((weekday) =>
        rule(world, id, location === cast.telehealth ? 'telehealth' : 'street', weekday, start, end),
      ),
    ),
  )

export const plainHours = (world: Ids, hours: Hours) =>
  doctorsOf(world).flatMap(({ id }) =>
    [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) =>
      hours.map(([start, end]) => rule(world, id, 'street', weekday, start, end)),
    ),
  )

const rule = (
  world: Ids,
  practitioner: string,
  location: keyof Ids['locations'],
  weekday: number,
  start: number,
  end: number,
) => ({
  id: newId(),
  clinic_id: world.clinic.id,
  practitioner_id: practitioner,
  location_id: world.locations[location],
  weekday,
  start_minute: start,
  end_minute: end,
})

const PATIENTS: readonly PatientName[] = ['ada', 'ben', 'cleo', 'dan']

export const patientRows = ({ patients, tag }: Ids) =>
  PATIENTS.map((name) => {
    const { firstName, lastName, dateOfBirth, phone, email } = cast.patients[name]
    return {
      id: patients[name],
      first_name: firstName,
      last_name: lastName,
      date_of_birth: dateOfBirth,
      phone,
      email: email?.replace('@', `.${tag}@`) ?? null,
    }
  })

export const accessRows = ({ accounts, patients }: Ids) =>
  PATIENTS.map((name) => ({
    id: newId(),
    account_id: accounts[name === 'ada' ? 'ada' : 'ben'],
    patient_id: patients[name],
    relationship: name === 'ada' || name === 'ben' ? 'self' : 'parent',
    scopes: ['book', 'forms', 'results', 'pay'],
    from_at: '2020-01-01T00:00:00Z',
  }))

export const registrationRows = ({ clinic, patients }: Ids) =>
  PATIENTS.map((name) => ({ clinic_id: clinic.id, patient_id: patients[name] }))
