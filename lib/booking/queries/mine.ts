import { cache } from 'react'
import type { LinkActor, PatientActor } from '../../access/actor'
import { now } from '../../clock'
import { asActor, type Tx } from '../../db/client'
import { found } from '../../errors'
import { cancellationFee, canPatientChange, canPatientMove } from '../rules'
import { type BookingRow, type BookingView, bookingColumns, toView } from './view'

export type MyBooking = BookingView & { patient: { id: string; firstName: string; lastName: string } }

const mine = {
  ...bookingColumns,
  patient: { select: { id: true, firstName: true, lastName: true } },
} as const

/** What is still to come for everyone the account acts for, soonest first. */
export const listUpcomingBookings = cache(
  (actor: PatientActor): Promise<MyBooking[]> =>
    asActor(actor, async (tx) => {
      const rows = await tx.booking.findMany({
        where: {
          endsAt: { gte: now() },
          status: { in: ['requested', 'confirmed', 'arrived', 'in_progress'] },
        },
        select: mine,
        orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
        take: 100,
      })
      return rows.map((row) => ({ ...toView(row), patient: row.patient }))
    }),
)

const PAGE = 20

/** What is over or cancelled, latest first, `PAGE` at a time. `after`: the id of the last booking of the page before. */
export async function listPastBookings(
  actor: PatientActor,
  after?: string,
): Promise<{ items: MyBooking[]; next: string | null }> {
  return asActor(actor, async (tx) => {
    const rows = await tx.booking.findMany({
      where: {
        OR: [{ endsAt: { lt: now() } }, { status: { in: ['cancelled', 'completed', 'no_show', 'expired'] } }],
      },
      select: mine,
      orderBy: [{ startsAt: 'desc' }, { id: 'desc' }],
      take: PAGE + 1,
      ...(after && { cursor: { id: after }, skip: 1 }),
    })
    const items = rows.slice(0, PAGE).map((row) => ({ ...toView(row), patient: row.patient }))
    return { items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null }
  })
}

/** One booking of somebody the account acts for. Refuses with `not_found`. */
export const getMyBooking = cache(
  (
    actor: PatientActor,
    bookingId: string,
  ): Promise<MyBooking & ChangeTerms & { proposal: Proposed | null }> =>
    asActor(actor, async (tx) => {
      const row = found(await tx.booking.findFirst({ where: { id: bookingId }, select: mine }))
      const proposal = await proposedFor(tx, row.id)
      return { ...toView(row), patient: row.patient, ...changeTerms(row), proposal }
    }),
)

/** What may still be done to a booking by its patient, and what it costs. `canMove`: what the clinic agreed to is only cancelled. */
export type ChangeTerms = { canChange: boolean; canMove: boolean; feeCents: number }

/** Another time that the clinic proposes, kept until `expiresAt`. */
export type Proposed = {
  id: string
  startsAt: Date
  expiresAt: Date
  practitioner: { name: string }
  location: { timeZone: string }
}

/** What the clinic proposes for a booking now, or null. */
async function proposedFor(tx: Tx, bookingId: string): Promise<Proposed | null> {
  return tx.proposal.findFirst({
    where: { bookingId, state: 'open', expiresAt: { gt: now() }, holdId: { not: null } },
    select: {
      id: true,
      startsAt: true,
      expiresAt: true,
      practitioner: { select: { name: true } },
      location: { select: { timeZone: true } },
    },
  })
}

/** The booking behind a manage link: the booking, not the record, and nobody's name. */
export const getManagedBooking = cache(
  (actor: LinkActor): Promise<BookingView & ChangeTerms & { proposal: Proposed | null }> =>
    asActor(actor, async (tx) => {
      const row = found(
        await tx.booking.findFirst({ where: { id: actor.bookingId }, select: bookingColumns }),
        'bad_link',
      )
      return { ...toView(row), ...changeTerms(row), proposal: await proposedFor(tx, row.id) }
    }),
)

function changeTerms(row: BookingRow): ChangeTerms {
  const canChange = canPatientChange(row, now())
  return {
    canChange,
    canMove: canChange && canPatientMove(row),
    feeCents: cancellationFee(row, now()),
  }
}
