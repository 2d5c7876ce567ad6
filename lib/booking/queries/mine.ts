import { cache } from 'react'
import type { LinkActor, PatientActor } from '../../access/actor'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { found } from '../../errors'
import { CALLED_OFF_BY, cancellationFee, canPatientChange, canPatientMove, isCalledOff } from '../rules'
import { type BookingRow, type BookingView, bookingColumns, toView } from './view'

/** `isProposed`: the clinic has proposed another time and waits for an answer. */
export type MyBooking = BookingView & {
  patient: { id: string; firstName: string; lastName: string }
  isProposed?: boolean
}

/** What the clinic proposes, and whether it has called the appointment off. */
const proposals = {
  where: { state: { in: CALLED_OFF_BY } },
  select: {
    id: true,
    state: true,
    rebookingId: true,
    startsAt: true,
    expiresAt: true,
    practitioner: { select: { name: true } },
    location: { select: { timeZone: true } },
  },
  orderBy: { id: 'desc' },
  take: 5,
} as const
const own = { ...bookingColumns, proposals } as const
const mine = {
  ...own,
  patient: { select: { id: true, firstName: true, lastName: true } },
} as const

/** Of one alone: why the clinic declined what was asked for, as it told the patient. */
const declined = { events: { where: { kind: 'declined' }, select: { reason: true }, take: 1 } } as const

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
      return rows.map((row) => ({
        ...{ ...toView(row), patient: row.patient },
        isProposed: openProposal(row) !== null,
      }))
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
  (actor: PatientActor, bookingId: string): Promise<MyBooking & ChangeTerms> =>
    asActor(actor, async (tx) => {
      const row = found(
        await tx.booking.findFirst({ where: { id: bookingId }, select: { ...mine, ...declined } }),
      )
      return { ...toView(row), patient: row.patient, ...changeTerms(row) }
    }),
)

/**
 * What may still be done to a booking by its patient, and what it costs. `canMove`: what the clinic agreed to is only cancelled.
 * `isCalledOff`: by the clinic, which proposes `proposal` or has. `declined`: by the clinic, which said why.
 */
export type ChangeTerms = {
  canChange: boolean
  canMove: boolean
  feeCents: number
  isCalledOff: boolean
  proposal: Proposed | null
  declined: { because: string | null } | null
}

/** Another time that the clinic proposes, kept until `expiresAt`. */
export type Proposed = {
  id: string
  startsAt: Date
  expiresAt: Date
  practitioner: { name: string }
  location: { timeZone: string }
}

/** The booking behind a manage link: the booking, not the record, and nobody's name. */
export const getManagedBooking = cache(
  (actor: LinkActor): Promise<BookingView & ChangeTerms> =>
    asActor(actor, async (tx) => {
      const row = found(
        await tx.booking.findFirst({ where: { id: actor.bookingId }, select: { ...own, ...declined } }),
        'bad_link',
      )
      return { ...toView(row), ...changeTerms(row) }
    }),
)

type OwnRow = BookingRow & {
  proposals: (Proposed & { state: string; rebookingId: string | null })[]
  events: { reason: string | null }[]
}

function changeTerms(row: OwnRow): ChangeTerms {
  const canChange = canPatientChange(row, now())
  return {
    canChange,
    canMove: canChange && canPatientMove(row),
    feeCents: cancellationFee(row, now()),
    isCalledOff: isCalledOff(row),
    proposal: openProposal(row),
    declined: row.events[0] ? { because: row.events[0].reason } : null,
  }
}

/** What the clinic proposes now, or null. */
function openProposal({ proposals }: Pick<OwnRow, 'proposals'>): Proposed | null {
  const open = proposals.find(({ state, expiresAt }) => state === 'open' && expiresAt > now())
  if (!open) return null
  const { id, startsAt, expiresAt, practitioner, location } = open
  return { id, startsAt, expiresAt, practitioner, location }
}
