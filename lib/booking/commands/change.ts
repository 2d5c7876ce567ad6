import { type Actor, accountIdOf } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor, type Tx } from '../../db/client'
import { found, refuseUnless } from '../../errors'
import type { EventName } from '../../events'
import { newId } from '../../ids'
import { messageStatements } from '../../messages/commands/outbox'
import { mayChangeBooking } from '../policy'
import { CALLED_OFF_BY } from '../rules'
import type { BookingName } from '../schema'

/** The columns that a change looks at. */
export const columns = {
  id: true,
  clinicId: true,
  reference: true,
  patientId: true,
  practitionerId: true,
  locationId: true,
  type: true,
  mode: true,
  status: true,
  startsAt: true,
  endsAt: true,
  version: true,
  sequence: true,
  currency: true,
  cancelNoticeHours: true,
  lateCancelFeeCents: true,
  requestExpiresAt: true,
  overbookReason: true,
  groupSessionId: true,
  seriesId: true,
  seriesPosition: true,
  clinic: { select: { slug: true } },
  service: { select: { id: true, code: true } },
  location: { select: { timeZone: true } },
  /** By which it is called off, if it is: see `isCalledOff`. */
  proposals: {
    where: { rebookingId: { not: null }, state: { in: CALLED_OFF_BY } },
    select: { rebookingId: true, state: true },
    take: 1,
  },
}

export type BookingToChange = Awaited<ReturnType<typeof bookingToChange>>

/** The same without leave to change it: for our own worker. Refuses with `not_found`. */
export async function findBookingToChange(actor: Actor, name: BookingName) {
  const where = 'reference' in name ? { reference: name.reference } : { id: name.bookingId }
  return found(await asActor(actor, (tx) => tx.booking.findFirst({ where, select: columns })))
}

/** The booking that is to change, if the actor may see and change it. Refuses with `not_found`, or `changed_meanwhile` where a version was given and is old. */
export async function bookingToChange(actor: Actor, name: BookingName & { version?: number | undefined }) {
  const booking = await findBookingToChange(actor, name)
  allow(mayChangeBooking(actor, booking))
  refuseUnless(name.version === undefined || name.version === booking.version, 'changed_meanwhile')
  return booking
}

/** Locks a booking's practitioner, patient and session; with `also`: whoever and whatever else it is about to take. */
export async function lockBooking(
  tx: Tx,
  booking: Pick<BookingToChange, 'practitionerId' | 'patientId' | 'groupSessionId'>,
  also: readonly (string | null | undefined)[] = [],
): Promise<void> {
  const ids = [booking.practitionerId, booking.patientId, booking.groupSessionId, ...also]
  await tx.$executeRaw`SELECT lock_resources(${ids.filter((id) => id != null)}::uuid[])`
}

/**
 * Writes a change by compare-and-swap on the version: of two that began from the same state one wins, the other is refused with
 * `changed_meanwhile` (security.md A7, items 8 and 9).
 */
export async function swapBooking(
  tx: Tx,
  booking: { id: string; version: number },
  data: Parameters<Tx['booking']['updateMany']>[0]['data'],
): Promise<void> {
  const { count } = await tx.booking.updateMany({
    where: { id: booking.id, version: booking.version },
    data: { ...data, version: booking.version + 1 },
  })
  refuseUnless(count === 1, 'changed_meanwhile')
}

type Change = {
  event: EventName
  kind: string
  reason?: string | undefined
  before: Record<string, string>
  after: Record<string, string>
  /** When the patient may be told at the earliest: at once, where it is not said; null: never. */
  tellAt?: Date | null | undefined
}

/** The history row, the messages and the audit row of a change, in its transaction. */
export async function recordChange(
  tx: Tx,
  actor: Actor,
  booking: BookingToChange,
  change: Change,
): Promise<void> {
  await historyOf(tx, actor, booking, change)
  const told = { id: booking.id, clinicId: booking.clinicId, version: booking.version + 1 }
  const messages = change.tellAt === null ? [] : messageStatements(change.event, told, change.tellAt)
  for (const statement of messages) await tx.$executeRaw(statement)
  await record(tx, actor, change.event, {
    clinicId: booking.clinicId,
    subject: 'booking',
    subjectId: booking.id,
    patientId: booking.patientId,
    detail: { changed: Object.keys(change.after) },
  })
}

/** The history row alone: of a series one message and one audit row tell of all its visits. */
export async function historyOf(
  tx: Tx,
  actor: Actor,
  booking: BookingToChange,
  change: Change,
): Promise<void> {
  await tx.bookingEvent.createMany({
    data: {
      id: newId(),
      clinicId: booking.clinicId,
      bookingId: booking.id,
      kind: change.kind,
      at: now(),
      byAccountId: accountIdOf(actor),
      byKind: actor.kind,
      reason: change.reason ?? null,
      before: change.before,
      after: change.after,
    },
  })
}
