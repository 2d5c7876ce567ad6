import { randomBytes, randomUUID } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { people } from '../../../prisma/seed/cast'
import { actors, type Via } from '../../access/actor'
import { now } from '../../clock'
import { newId } from '../../ids'
import { ownerQuery } from './raw'
import {
  accessRows,
  accountRows,
  castHours,
  clinicRow,
  type Hours,
  type Ids,
  locationRows,
  memberRows,
  offeredRows,
  patientRows,
  plainHours,
  practitionerRows,
  type Row,
  registrationRows,
  rolesOf,
  type StaffName,
  serviceRows,
} from './rows'

const VIA: Via = { ip: '203.0.113.7', requestId: 'test' }

/** What a test may want different; SQL column names. `services` goes for all three. */
export type Overrides = {
  clinic?: Record<string, unknown>
  location?: Record<string, unknown>
  services?: Record<string, unknown>
  /** Weekly hours for everybody instead of the cast's: minutes of wall time, all seven weekdays, at Harbour Street. */
  hours?: Hours
}

export type World = Awaited<ReturnType<typeof makeClinic>>

/**
 * A clinic of the test's own with Harbour's cast (prisma/seed/cast.ts): Dr Mora, Noor, Kim and Ines; Ada, Ben and his two children, all
 * registered there; services gp, nurse and weight-loss; and an actor for each who can ask. Every id, slug and email is fresh, so tests share
 * a database without meeting. One round trip.
 */
export async function makeClinic(overrides: Overrides = {}) {
  const tag = randomBytes(5).toString('hex')
  const ids = freshIds()
  const clinic = { ...clinicRow(ids('harbour'), tag), ...overrides.clinic }
  const world = {
    tag,
    clinic: { id: clinic.id, slug: clinic.slug, timeZone: clinic.time_zone, phone: clinic.phone },
    locations: { street: ids('street'), telehealth: ids('telehealth') },
    practitioners: { mora: ids('drMora'), noor: ids('nurseNoor') },
    services: { gp: ids('gp'), nurse: ids('nurse'), weightLoss: ids('weightLoss') },
    accounts: { ...pick(ids, ['ada', 'ben', 'mora', 'noor', 'kim', 'ines'] as const) },
    patients: { ada: ids('adaP'), ben: ids('benP'), cleo: ids('cleoP'), dan: ids('danP') },
  }
  await insertAll({
    clinic: [clinic],
    location: locationRows(world).map((row) => ({ ...row, ...overrides.location })),
    service: serviceRows(world).map((row) => ({ ...row, ...overrides.services })),
    account: accountRows(world),
    clinic_member: memberRows(world),
    practitioner: practitionerRows(world),
    practitioner_service: offeredRows(world),
    availability_rule: overrides.hours ? plainHours(world, overrides.hours) : castHours(world),
    patient: patientRows(world),
    patient_access: accessRows(world),
    patient_registration: registrationRows(world),
  })
  return {
    ...world,
    as: actorsOf(world),
    /** The instant of a wall time ('09:00', clinic's zone) on the first working day at least `days` days ahead. */
    at: (days: number, wall: string) => workingDayAt(clinic.time_zone, days, wall),
  }
}

function freshIds() {
  const made = new Map<string, string>()
  return (name: string) => {
    const id = made.get(name) ?? newId()
    made.set(name, id)
    return id
  }
}

function pick<N extends string>(ids: (name: string) => string, names: readonly N[]) {
  return Object.fromEntries(names.map((name) => [name, ids(name)])) as Record<N, string>
}

function actorsOf(world: Ids) {
  const face = (name: StaffName | 'ada' | 'ben') => ({
    via: VIA,
    accountId: world.accounts[name],
    sessionId: randomUUID(),
    name: people[name].name,
  })
  const staff = (name: StaffName) =>
    actors.staff({
      kind: 'staff',
      ...face(name),
      clinicId: world.clinic.id,
      clinicSlug: world.clinic.slug,
      roles: rolesOf(name),
    })
  const patient = (name: 'ada' | 'ben') =>
    actors.patient({
      kind: 'patient',
      ...face(name),
      email: people[name].email.replace('@', `.${world.tag}@`),
    })
  return {
    guest: actors.guest(VIA),
    system: actors.system(VIA),
    ada: patient('ada'),
    ben: patient('ben'),
    mora: staff('mora'),
    noor: staff('noor'),
    kim: staff('kim'),
    ines: staff('ines'),
    /** Whoever keeps a hold. */
    keeperOf: (holdId: string) => actors.guest(VIA, holdId),
    /** Whoever has a booking's manage link. */
    holderOf: (bookingId: string) => actors.link(VIA, bookingId, world.clinic.id),
  }
}

/** Inserts rows into several tables in one statement, foreign keys checked at its end. */
export async function insertAll(tables: Record<string, readonly Row[]>): Promise<void> {
  const filled = Object.entries(tables).filter(([, rows]) => rows.length > 0)
  const parts = filled.map(([table, rows], n) => {
    const columns = Object.keys(rows[0] ?? {}).join(', ')
    return `i${n} AS (INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $${n + 1}::json))`
  })
  await ownerQuery(
    `WITH ${parts.join(', ')} SELECT`,
    filled.map(([, rows]) => JSON.stringify(rows)),
  )
}

function workingDayAt(timeZone: string, days: number, wall: string): Date {
  let day = Temporal.Instant.fromEpochMilliseconds(now().getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .add({ days })
  while (day.dayOfWeek > 5) day = day.add({ days: 1 })
  return new Date(day.toZonedDateTime({ timeZone, plainTime: wall }).epochMilliseconds)
}
