import { cache } from 'react'
import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { asActor, type Tx } from '../../db/client'
import { found } from '../../errors'
import { isId } from '../../ids'
import { open } from '../../vault/seal'
import { mayRunDay } from '../policy'
import type { BookingStatus } from '../rules'
import { type BookingView, bookingColumns, toView } from './view'

/** What a deed changed: only what it touched is there. */
export type BookingFacts = {
  startsAt?: Date | undefined
  endsAt?: Date | undefined
  status?: BookingStatus | undefined
  practitionerName?: string | undefined
}

/** One line of a booking's history. `by` is a colleague's name; patients, guests and links have none here. */
export type BookingDeed = {
  id: string
  at: Date
  kind: string
  by: string | null
  byKind: string
  reason: string | null
  before: BookingFacts
  after: BookingFacts
}

/** A visit of a series, from the page of any of them. */
export type SeriesVisit = { id: string; startsAt: Date; status: BookingStatus }

/** A booking as the clinic's staff see it, opened on its own page. `bornOn`: 'YYYY-MM-DD'. */
export type BookingRecord = BookingView & {
  patient: {
    id: string
    number: string
    name: string
    bornOn: string
    phone: string | null
    email: string | null
    isProvisional: boolean
  }
  reason: string | null
  referredBy: string | null
  cancelReason: string | null
  createdAt: Date
  arrivedAt: Date | null
  actualStartsAt: Date | null
  actualEndsAt: Date | null
  bookedBy: string | null
  overbook: boolean
  overbookReason: string | null
  feeWaivedBecause: string | null
  seriesId: string | null
  seriesPosition: number | null
  /** All visits of its series, in their order; none where it is of no series. */
  seriesVisits: SeriesVisit[]
  groupSessionId: string | null
  history: BookingDeed[]
}

/**
 * One booking of the clinic with what the patient wrote and everything that was done to it, oldest first. The audit row is written before
 * the reason is unsealed, in one transaction (domain.md, Clinical record); once in a render. Refuses with `not_found`.
 */
export const readBooking = cache(async (actor: StaffActor, bookingId: string): Promise<BookingRecord> => {
  allow(mayRunDay(actor, actor.clinicId) && isId(bookingId))
  return asActor(actor, async (tx) => {
    const row = found(await tx.booking.findFirst({ where: { id: bookingId }, select: recordColumns }))
    await record(tx, actor, 'booking.viewed', {
      clinicId: actor.clinicId,
      subject: 'booking',
      subjectId: row.id,
      patientId: row.patient.id,
    })
    const names = await namesAt(tx, actor.clinicId)
    const { events, reasonSealed, createdByAccountId, series, ...facts } = row
    const { firstName, lastName, dateOfBirth, provisional, ...patient } = row.patient
    return {
      ...facts,
      ...toView(row),
      seriesVisits: series?.bookings ?? [],
      patient: {
        ...patient,
        name: `${firstName} ${lastName}`,
        bornOn: dateOfBirth.toISOString().slice(0, 10),
        isProvisional: provisional,
      },
      reason: reasonSealed && open(reasonSealed, { table: 'booking', column: 'reason_sealed', id: row.id }),
      bookedBy: names.of(createdByAccountId),
      history: events.map(({ byAccountId, before, after, ...deed }) => ({
        ...deed,
        by: names.of(byAccountId),
        before: factsOf(before, names),
        after: factsOf(after, names),
      })),
    }
  })
})

const recordColumns = {
  ...bookingColumns,
  patient: {
    select: {
      id: true,
      number: true,
      firstName: true,
      lastName: true,
      dateOfBirth: true,
      phone: true,
      email: true,
      provisional: true,
    },
  },
  reasonSealed: true,
  referredBy: true,
  cancelReason: true,
  createdAt: true,
  createdByAccountId: true,
  overbook: true,
  overbookReason: true,
  feeWaivedBecause: true,
  seriesId: true,
  seriesPosition: true,
  series: {
    select: {
      bookings: {
        select: { id: true, startsAt: true, status: true },
        orderBy: { seriesPosition: 'asc' },
      },
    },
  },
  groupSessionId: true,
  arrivedAt: true,
  actualStartsAt: true,
  actualEndsAt: true,
  events: {
    select: {
      id: true,
      at: true,
      kind: true,
      byAccountId: true,
      byKind: true,
      reason: true,
      before: true,
      after: true,
    },
    orderBy: { id: 'asc' },
  },
} as const

type Names = { of: (id: string | null | undefined) => string | null }

/** Names of colleagues and practitioners. Row-level security leaves out whoever does not work here. */
async function namesAt(tx: Tx, clinicId: string): Promise<Names> {
  const accounts = await tx.account.findMany({
    where: { members: { some: { clinicId } } },
    select: { id: true, name: true },
  })
  const practitioners = await tx.practitioner.findMany({
    where: { clinicId },
    select: { id: true, name: true },
  })
  const names = new Map([...accounts, ...practitioners].map(({ id, name }) => [id, name]))
  return { of: (id) => (id ? (names.get(id) ?? null) : null) }
}

function factsOf(json: unknown, names: Names): BookingFacts {
  const facts = (json ?? {}) as {
    startsAt?: string
    endsAt?: string
    status?: BookingStatus
    practitionerId?: string
  }
  return {
    startsAt: facts.startsAt ? new Date(facts.startsAt) : undefined,
    endsAt: facts.endsAt ? new Date(facts.endsAt) : undefined,
    status: facts.status,
    practitionerName: names.of(facts.practitionerId) ?? undefined,
  }
}
