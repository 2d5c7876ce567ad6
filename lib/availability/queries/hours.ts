import { createHash } from 'node:crypto'
import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { now } from '../../clock'
import { asActor, sql, type Tx } from '../../db/client'
import { found } from '../../errors'
import { isId } from '../../ids'
import { addDays, localDate, printShortDate, printTimeOfDay } from '../../time'
import { mayCloseDates, maySetHours, mayTakeLeave } from '../policy'
import { clashing } from './outside'

/** A weekly block as it is kept. Dates are 'YYYY-MM-DD' or null: always. */
export type WeekRow = {
  id: string
  weekday: number
  from: number
  to: number
  locationId: string
  serviceIds: string[]
  validFrom: string | null
  validUntil: string | null
}

/** Leave, an opening or a closure to come, in words. */
export type ExceptionRow = {
  id: string
  kind: 'opening' | 'leave' | 'closure'
  when: string
  where: string | null
  capacity: number | null
  note: string
  fromDate: string
  untilDate: string
}
export type TravelRow = { id: string; fromDate: string; untilDate: string; when: string; timeZone: string }

/** All of one practitioner's hours, and what whoever asks may do about them. */
export type HoursView = {
  practitioner: { id: string; name: string; title: string; isMe: boolean; serviceIds: string[] }
  week: WeekRow[]
  stamp: string
  exceptions: ExceptionRow[]
  travels: TravelRow[]
  mayEdit: boolean
  mayTakeLeave: boolean
  today: string
}

/** One practitioner's hours as they are kept, from today on. Refuses with `not_found` whoever may neither set them nor enter leave. */
export async function getHours(actor: StaffActor, practitionerId: string): Promise<HoursView> {
  allow(isId(practitionerId))
  return asActor(actor, async (tx) => {
    const who = found(
      await tx.practitioner.findUnique({
        where: { id: practitionerId },
        select: {
          ...{ id: true, clinicId: true, accountId: true, name: true, title: true },
          clinic: { select: { timeZone: true } },
          services: { select: { serviceId: true } },
          travels: { orderBy: { fromDate: 'asc' } },
        },
      }),
    )
    allow(mayTakeLeave(actor, who) || maySetHours(actor, who))
    const today = localDate(now(), who.clinic.timeZone)
    const week = await weekOf(tx, who.id, today)
    const whose = [{ practitionerId: who.id }, { practitionerId: null }]
    return {
      practitioner: {
        ...{ id: who.id, name: who.name, title: who.title, isMe: who.accountId === actor.accountId },
        serviceIds: who.services.map(({ serviceId }) => serviceId),
      },
      week,
      stamp: weekStamp(week),
      exceptions: await exceptionsToCome(tx, who.clinicId, who.clinic.timeZone, whose),
      travels: who.travels.map(toTravel).filter(({ untilDate }) => untilDate >= today),
      mayEdit: maySetHours(actor, who),
      mayTakeLeave: mayTakeLeave(actor, who),
      today,
    }
  })
}

/** A practitioner in the list of everybody's hours. */
export type HoursLine = {
  id: string
  name: string
  title: string
  week: WeekRow[]
  next: ExceptionRow[]
  /** How many appointments to come are outside the hours, and how many a connected calendar lies over. */
  outside: number
  clashes: number
}

/** Everybody's hours, for the clinic's list. A handful of statements whatever the number of practitioners. */
export async function listHours(actor: StaffActor): Promise<HoursLine[]> {
  allow(mayCloseDates(actor, actor.clinicId))
  const { clinicId } = actor
  return asActor(actor, async (tx) => {
    const clinic = found(await tx.clinic.findUnique({ where: { id: clinicId }, select: { timeZone: true } }))
    const today = localDate(now(), clinic.timeZone)
    const people = await tx.practitioner.findMany({
      where: { clinicId, active: true },
      select: { id: true, name: true, title: true },
      orderBy: { number: 'asc' },
    })
    const rules = await tx.availabilityRule.findMany({
      where: { clinicId, ...isCurrent(today) },
      orderBy: ORDER,
    })
    const coming = await exceptionsToCome(tx, clinicId, clinic.timeZone, [{ NOT: { practitionerId: null } }])
    const outside = await tx.$queryRaw<{ practitioner_id: string; n: number }[]>`
      SELECT practitioner_id, count(*)::int AS n FROM booking
      WHERE id IN (SELECT bookings_outside(${clinicId}::uuid, NULL, ${now()}::timestamptz)) GROUP BY 1`
    const clashes = await tx.$queryRaw<{ practitioner_id: string; n: number }[]>(sql`
      SELECT b.practitioner_id, count(*)::int AS n FROM booking b WHERE b.clinic_id = ${clinicId}::uuid AND ${clashing(now())} GROUP BY 1`)
    return people.map((person) => ({
      ...person,
      week: rules.filter((rule) => rule.practitionerId === person.id).map(toWeekRow),
      next: coming.filter(({ practitionerId }) => practitionerId === person.id).slice(0, 2),
      outside: outside.find((row) => row.practitioner_id === person.id)?.n ?? 0,
      clashes: clashes.find((row) => row.practitioner_id === person.id)?.n ?? 0,
    }))
  })
}

/** The clinic's closures to come. */
export async function listClosures(actor: StaffActor): Promise<ExceptionRow[]> {
  allow(mayCloseDates(actor, actor.clinicId))
  return asActor(actor, async (tx) => {
    const { timeZone } = found(
      await tx.clinic.findUnique({ where: { id: actor.clinicId }, select: { timeZone: true } }),
    )
    return exceptionsToCome(tx, actor.clinicId, timeZone, [{ practitionerId: null }])
  })
}

/** The weekly blocks of a practitioner that are not over, in order of the week. */
export async function weekOf(tx: Tx, practitionerId: string, today: string): Promise<WeekRow[]> {
  const rules = await tx.availabilityRule.findMany({
    where: { practitionerId, ...isCurrent(today) },
    orderBy: ORDER,
  })
  return rules.map(toWeekRow)
}

/** Tells one week from another: what a page sends back to say which week it had shown. */
export function weekStamp(week: readonly WeekRow[]): string {
  const text = JSON.stringify(week.map(({ id: _, ...block }) => Object.values(block)))
  return createHash('sha256').update(text).digest('base64url').slice(0, 24)
}

const ORDER = [
  { weekday: 'asc' as const },
  { startMinute: 'asc' as const },
  { locationId: 'asc' as const },
  { id: 'asc' as const },
]
const isCurrent = (today: string) => ({
  OR: [{ validUntil: null }, { validUntil: { gte: new Date(`${today}T00:00Z`) } }],
})
const dateOf = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null

type Rule = Omit<WeekRow, 'from' | 'to' | 'validFrom' | 'validUntil'> & {
  startMinute: number
  endMinute: number
  validFrom: Date | null
  validUntil: Date | null
}

function toWeekRow(rule: Rule): WeekRow {
  const { id, weekday, locationId, serviceIds, startMinute, endMinute } = rule
  return {
    ...{ id, weekday, from: startMinute, to: endMinute, locationId, serviceIds },
    validFrom: dateOf(rule.validFrom),
    validUntil: dateOf(rule.validUntil),
  }
}

async function exceptionsToCome(
  tx: Tx,
  clinicId: string,
  clinicZone: string,
  whose: object[],
): Promise<(ExceptionRow & { practitionerId: string | null })[]> {
  const rows = await tx.availabilityException.findMany({
    where: { clinicId, endsAt: { gt: now() }, OR: whose },
    select: {
      ...{
        id: true,
        kind: true,
        startsAt: true,
        endsAt: true,
        capacity: true,
        note: true,
        practitionerId: true,
      },
      location: { select: { name: true, timeZone: true } },
    },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(({ startsAt, endsAt, location, ...row }) => {
    const zone = location?.timeZone ?? clinicZone
    return {
      ...row,
      where: location?.name ?? null,
      when: stretchInWords(startsAt, endsAt, zone),
      fromDate: localDate(startsAt, zone),
      untilDate: localDate(new Date(endsAt.getTime() - 1), zone),
    }
  })
}

/** "Tue 24 Nov 2026", "Tue 24 to Fri 27 Nov 2026" for whole days; else with the times of day. */
function stretchInWords(from: Date, to: Date, zone: string): string {
  const [first, last] = [localDate(from, zone), localDate(new Date(to.getTime() - 1), zone)]
  const isWhole = localDate(new Date(from.getTime() - 1), zone) !== first && localDate(to, zone) !== last
  if (isWhole) return datesInWords(first, last)
  const ending = `${first === last ? '' : `${withYear(last)}, `}${printTimeOfDay(to, zone)}`
  return `${withYear(first)}, ${printTimeOfDay(from, zone)} to ${ending}`
}

function datesInWords(first: string, last: string): string {
  if (first === last) return withYear(first)
  return addDays(first, 1) === last
    ? `${withYear(first)} and ${withYear(last)}`
    : `${withYear(first)} to ${withYear(last)}`
}

const withYear = (date: string) => `${printShortDate(date)} ${date.slice(0, 4)}`

function toTravel(row: { id: string; fromDate: Date; untilDate: Date; timeZone: string }): TravelRow {
  const [fromDate, untilDate] = [dateOf(row.fromDate) ?? '', dateOf(row.untilDate) ?? '']
  return { id: row.id, fromDate, untilDate, when: datesInWords(fromDate, untilDate), timeZone: row.timeZone }
}
