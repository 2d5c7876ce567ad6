import type { SystemActor } from '../access/actor'
import { type BookingView, bookingColumns } from '../booking/queries/view'
import { now } from '../clock'
import { asActor, type Tx } from '../db/client'
import { env } from '../env'
import type { MessageKind } from '../events'
import { senderAddress } from '../mail/deliver'
import { linkToken } from '../vault/seal'
import type { OutboxEntry } from './rules'
import type { AwayVisit } from './text/away'
import { type CalendarMethod, patientEntry, printCalendar } from './text/calendar'
import type { LetterView } from './text/letters'

/** A message in the outbox with its booking as it is now, and the booking's other messages. */
export type WaitingMessage = {
  message: OutboxEntry
  booking: LetterView
  email: string | null
  others: OutboxEntry[]
  /** What somebody's absence means for the patient's appointments; none for other messages. */
  away: AwayVisit[]
}

/** The message, if it still waits to be sent; else null. */
export function findWaitingMessage(actor: SystemActor, outboxId: string): Promise<WaitingMessage | null> {
  return asActor(actor, async (tx) => {
    const row = await tx.outboxMessage.findFirst({
      where: { id: outboxId, state: 'queued' },
      select: { ...entryColumns, bookingId: true, booking: { select: letterColumns } },
    })
    if (!row) return null
    const others = await tx.outboxMessage.findMany({
      where: { bookingId: row.bookingId, channel: 'email', id: { not: outboxId } },
      select: entryColumns,
    })
    const { booking } = row
    const away = row.kind === 'away.told' ? await awayVisits(tx, row.bookingId) : []
    return {
      message: entryOf(row),
      booking: { ...booking, proposal: booking.proposals[0] ?? null, visits: visitsOf(booking) },
      email: booking.patient.email,
      others: others.map(entryOf),
      away,
    }
  })
}

/**
 * The patient's appointments that were proposed another time, or cancelled, together with this one, as they are now: what has been answered
 * meanwhile is left out.
 */
async function awayVisits(tx: Tx, bookingId: string): Promise<AwayVisit[]> {
  const first = await tx.proposal.findFirst({
    where: { bookingId, rebookingId: { not: null } },
    select: { rebookingId: true, createdAt: true, booking: { select: { patientId: true } } },
    orderBy: { id: 'desc' },
  })
  if (!first) return []
  const { rebookingId, createdAt, booking } = first
  const rows = await tx.proposal.findMany({
    where: {
      ...{ rebookingId, createdAt, booking: { patientId: booking.patientId } },
      OR: [
        { state: 'open', expiresAt: { gt: now() } },
        { holdId: null, booking: { status: 'cancelled' } },
      ],
    },
    select: { ...proposedColumns, holdId: true, booking: { select: bookingColumns } },
    orderBy: { id: 'asc' },
  })
  return rows.map(({ holdId, booking: visit, ...proposal }) => ({
    ...{ visit, proposal: holdId ? proposal : null, manage: manageUrl(visit.id) },
  }))
}

/** The calendar file of a booking that somebody may see: what a mail carries and "Add to calendar" downloads. `text/calendar; method=…`. */
export function bookingCalendar(booking: BookingView, method: CalendarMethod = 'PUBLISH'): string {
  return seriesCalendar([booking], method)
}

/** The same of several visits, each an entry of its own. */
export function seriesCalendar(visits: readonly BookingView[], method: CalendarMethod): string {
  const entries = visits.map((visit) => ({
    ...patientEntry(visit, manageUrl(visit.id)),
    ...(method === 'CANCEL' && { state: 'cancelled' as const }),
  }))
  return printCalendar(entries, method, { organizer: senderAddress(), madeAt: now() })
}

/** The address at which a booking is seen, moved and cancelled by whoever has it. Give it only to who may. */
export function manageUrl(bookingId: string): string {
  return `${env.ANTEROOM_URL}/manage/${linkToken('manage', bookingId)}`
}

const entryColumns = { kind: true, bookingVersion: true, state: true, attempts: true } as const
const proposedColumns = {
  startsAt: true,
  expiresAt: true,
  practitioner: { select: { name: true } },
  location: { select: { timeZone: true } },
} as const
const letterColumns = {
  ...bookingColumns,
  clinic: { select: { ...bookingColumns.clinic.select, email: true } },
  patient: { select: { firstName: true, lastName: true, email: true } },
  cancelReason: true,
  seriesPosition: true,
  proposals: {
    where: { state: 'open' },
    select: proposedColumns,
    take: 1,
  },
  series: {
    select: {
      bookings: { select: { ...bookingColumns, seriesPosition: true }, orderBy: { seriesPosition: 'asc' } },
    },
  },
} as const

type OfSeries = BookingView & { seriesPosition: number | null }

/** The visits of a booking's series from it on; none where it is of no series. */
function visitsOf(booking: { seriesPosition: number | null; series: { bookings: OfSeries[] } | null }) {
  const from = booking.seriesPosition ?? 0
  return (booking.series?.bookings ?? []).filter(({ seriesPosition }) => (seriesPosition ?? 0) >= from)
}

/** The kind column is text; what writes it is `messageStatements`. */
function entryOf({
  kind,
  bookingVersion,
  state,
  attempts,
}: Omit<OutboxEntry, 'kind'> & { kind: string }): OutboxEntry {
  return { kind: kind as MessageKind, bookingVersion, state, attempts }
}
