import type { StaffActor } from '../../access/actor'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor, sql, type Tx } from '../../db/client'
import { found, refuseUnless } from '../../errors'
import { newId } from '../../ids'
import { messageStatements } from '../../messages/commands/outbox'
import type { FreeTime } from '../rules/away'
import { type BookingToChange, columns, historyOf, swapBooking } from './change'
import { lapseLater } from './lapse'
import { keepProposed, withdrawProposals } from './proposals'

/** What a booking comes to, as it was seen in this version: another time, kept until then (buffers in minutes), or cancelled. */
export type Outcome = {
  bookingId: string
  version: number
  proposed: (FreeTime & { expiresAt: Date; bufferBefore: number; bufferAfter: number }) | null
}
type At = { rebookingId: string; createdAt: Date }
type Deed = { booking: BookingToChange; proposed: Outcome['proposed'] }

/**
 * Proposes other times for the bookings of one patient, or cancels them, and tells them once: all or nothing. Refuses with
 * `changed_meanwhile` where one is not what was seen, and as `claim_time` where a time is not free any more. The caller has allowed it.
 */
export async function tellPatient(
  actor: StaffActor,
  rebookingId: string,
  outcomes: readonly Outcome[],
): Promise<void> {
  await asActor(actor, async (tx) => {
    const deeds = await deedsOf(tx, outcomes)
    // Of one moment: by it the message finds what belongs together.
    const at = { rebookingId, createdAt: now() }
    await lockAll(tx, deeds)
    for (const { booking, proposed } of deeds) {
      await withdrawProposals(tx, booking.id)
      if (proposed) await propose(tx, actor, at, booking, proposed)
      else await callOff(tx, actor, at, booking)
    }
    const [{ booking }] = deeds as [Deed]
    const told = { id: booking.id, clinicId: booking.clinicId, version: booking.version + 1 }
    for (const statement of messageStatements('away.told', told)) await tx.$executeRaw(statement)
    const ids = (isProposed: boolean) =>
      deeds.filter(({ proposed }) => (proposed !== null) === isProposed).map((deed) => deed.booking.id)
    await record(tx, actor, 'away.told', {
      clinicId: booking.clinicId,
      subject: 'rebooking',
      subjectId: rebookingId,
      patientId: booking.patientId,
      detail: { proposed: ids(true), cancelled: ids(false) },
    })
  })
}

async function deedsOf(tx: Tx, outcomes: readonly Outcome[]): Promise<Deed[]> {
  const rows = await tx.booking.findMany({
    where: { id: { in: outcomes.map(({ bookingId }) => bookingId) } },
    select: columns,
  })
  return outcomes.map(({ bookingId, version, proposed }) => {
    const booking = found(rows.find(({ id }) => id === bookingId))
    refuseUnless(booking.status === 'confirmed' && booking.version === version, 'changed_meanwhile')
    return { booking, proposed }
  })
}

/** All that is left and all that is taken, in one order. */
async function lockAll(tx: Tx, deeds: readonly Deed[]): Promise<void> {
  const ids = deeds.flatMap(({ booking, proposed }) => [
    booking.patientId,
    booking.practitionerId,
    ...(proposed ? [proposed.practitionerId] : []),
  ])
  const services = deeds.map(({ booking }) => booking.service.id)
  const places = deeds.map(({ booking, proposed }) => proposed?.locationId ?? booking.locationId)
  await tx.$executeRaw(sql`SELECT lock_resources(${ids}::uuid[] || ARRAY(
    SELECT unnest(resources_of(x.service, x.place)) FROM unnest(${services}::uuid[], ${places}::uuid[]) x (service, place)))`)
}

async function propose(
  tx: Tx,
  actor: StaffActor,
  at: At,
  booking: BookingToChange,
  proposed: NonNullable<Outcome['proposed']>,
): Promise<void> {
  const proposalId = newId()
  await keepProposed(tx, booking, { ...proposed, ...at, id: proposalId })
  await swapBooking(tx, booking, {})
  await lapseLater(tx, proposalId, proposed.expiresAt)
  await historyOf(tx, actor, booking, {
    ...{ event: 'away.told', kind: 'proposed', before: {} },
    after: { startsAt: proposed.startsAt.toISOString(), practitionerId: proposed.practitionerId },
  })
}

/** Cancelled by the clinic: free of charge, and on the list with those who were proposed a time. */
async function callOff(tx: Tx, actor: StaffActor, at: At, booking: BookingToChange): Promise<void> {
  const { id: bookingId, clinicId, practitionerId, locationId, startsAt, endsAt } = booking
  await swapBooking(tx, booking, {
    ...{ status: 'cancelled', cancelledAt: now(), cancelledBy: 'staff', cancelFeeCents: 0 },
    sequence: booking.sequence + 1,
  })
  await tx.$executeRaw`SELECT release_time(${bookingId}::uuid, NULL)`
  await tx.proposal.createMany({
    data: {
      ...{ ...at, id: newId(), clinicId, bookingId, practitionerId, locationId, startsAt, endsAt },
      ...{ expiresAt: at.createdAt, state: 'withdrawn', answeredAt: at.createdAt },
    },
  })
  await historyOf(tx, actor, booking, {
    ...{ event: 'away.told', kind: 'cancelled' },
    ...{ before: { status: booking.status }, after: { status: 'cancelled' } },
  })
}
