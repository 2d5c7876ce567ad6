import { cache } from 'react'
import type { PatientActor, StaffActor } from '../access/actor'
import { allow } from '../access/allow'
import { record } from '../audit/record'
import { now } from '../clock'
import { asActor } from '../db/client'
import { found } from '../errors'
import { isId } from '../ids'
import { printPlainDate } from '../time'
import { maySearchPatients } from './policy'
import { searchKind } from './rules'
import type { PatientSearchInput, Relationship, Scope } from './schema'
import { printPhone } from './text'

/** A person an account acts for. `bornOn`: 'YYYY-MM-DD'. */
export type Dependant = {
  id: string
  accessId: string
  firstName: string
  lastName: string
  bornOn: string
  relationship: Relationship
  scopes: Scope[]
}

/** Everyone the account acts for, itself first. `scope`: only those it acts for in that. */
export const listPeopleIActFor = cache(
  (actor: PatientActor, scope?: Scope): Promise<Dependant[]> =>
    asActor(actor, async (tx) => {
      const rows = await tx.patientAccess.findMany({
        where: {
          accountId: actor.accountId,
          from: { lte: now() },
          OR: [{ until: null }, { until: { gt: now() } }],
          ...(scope && { scopes: { has: scope } }),
        },
        select: {
          id: true,
          relationship: true,
          scopes: true,
          patient: { select: { id: true, firstName: true, lastName: true, dateOfBirth: true } },
        },
        orderBy: { from: 'asc' },
      })
      return rows
        .map(({ id: accessId, relationship, scopes, patient: { dateOfBirth, ...patient } }) => ({
          ...patient,
          accessId,
          relationship: relationship as Relationship,
          scopes: scopes as Scope[],
          bornOn: onlyDate(dateOfBirth),
        }))
        .sort((a, b) => Number(b.relationship === 'self') - Number(a.relationship === 'self'))
    }),
)

/** What tells two patients apart on the phone. */
export type PatientMatch = {
  id: string
  number: string
  firstName: string
  lastName: string
  bornOn: string
  /** The birth date and phone as people read them, for the browser, which prints neither. */
  born: string
  phone: string | null
  phoneSays: string | null
  email: string | null
  isProvisional: boolean
}

/** One patient of the clinic, for the desk to book for; audited. Refuses with `not_found`. */
export const getPatient = cache(async (actor: StaffActor, patientId: string): Promise<PatientMatch> => {
  allow(maySearchPatients(actor) && isId(patientId))
  return asActor(actor, async (tx) => {
    const row = found(
      await tx.patient.findFirst({
        where: { id: patientId, deletedAt: null, registrations: { some: { clinicId: actor.clinicId } } },
        select: matchColumns,
      }),
    )
    await record(tx, actor, 'patient.viewed', {
      clinicId: actor.clinicId,
      subject: 'patient',
      subjectId: row.id,
      patientId: row.id,
    })
    return toMatch(row)
  })
})

const matchColumns = {
  id: true,
  number: true,
  firstName: true,
  lastName: true,
  dateOfBirth: true,
  phone: true,
  email: true,
  provisional: true,
} as const

type MatchRow = Omit<PatientMatch, 'bornOn' | 'born' | 'phoneSays' | 'isProvisional'> & {
  dateOfBirth: Date
  provisional: boolean
}

function toMatch({ dateOfBirth, provisional, ...row }: MatchRow): PatientMatch {
  const bornOn = onlyDate(dateOfBirth)
  return {
    ...row,
    bornOn,
    born: printPlainDate(bornOn),
    phoneSays: row.phone && printPhone(row.phone),
    isProvisional: provisional,
  }
}

const MATCHES = 20

/**
 * Patients of the clinic by number, birth date, part of a phone, or name prefixes ("ad lov" finds Ada Lovelace). At most 20, audited.
 * Nothing is searched for fewer than two characters.
 */
export async function findPatients(actor: StaffActor, q: string): Promise<PatientMatch[]> {
  allow(maySearchPatients(actor), 'known')
  const { kind, value } = searchKind(q)
  if (kind === 'nothing') return []
  return asActor(actor, async (tx) => {
    const rows = await tx.patient.findMany({
      where: {
        deletedAt: null,
        registrations: { some: { clinicId: actor.clinicId } },
        AND: condition(kind, value),
      },
      select: matchColumns,
      orderBy: [{ lastName: 'asc' }, { firstName: 'asc' }, { dateOfBirth: 'asc' }, { id: 'asc' }],
      take: MATCHES,
    })
    await record(tx, actor, 'patient.found', {
      clinicId: actor.clinicId,
      subject: 'patient',
      detail: { by: kind, found: rows.map((row) => row.id) },
    })
    return rows.map(toMatch)
  })
}

/** What a search found, with what was looked for. `isCut`: there may be more. */
export type FoundPatients = { q: string; matches: PatientMatch[]; isCut: boolean }

/** `findPatients` for the desk's search box. */
export async function searchPatients(actor: StaffActor, { q }: PatientSearchInput): Promise<FoundPatients> {
  const matches = await findPatients(actor, q)
  return { q, matches, isCut: matches.length === MATCHES }
}

function condition(kind: 'number' | 'birthDate' | 'phone' | 'name', value: string) {
  if (kind === 'number') return [{ number: value }]
  if (kind === 'birthDate')
    return Number.isNaN(Date.parse(value)) ? [{ id: { in: [] } }] : [{ dateOfBirth: new Date(value) }]
  if (kind === 'phone') return [{ phone: { contains: value } }]
  return value
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((word) => ({
      OR: [
        { lastName: { startsWith: word, mode: 'insensitive' as const } },
        { firstName: { startsWith: word, mode: 'insensitive' as const } },
      ],
    }))
}

/** A DATE column comes as midnight UTC; its date is read there, so it never shifts (security.md B9). */
const onlyDate = (date: Date) => date.toISOString().slice(0, 10)
