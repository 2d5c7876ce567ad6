import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { type BookableFacts, bookableFacts } from '../../availability/queries/facts'
import { checksOf } from '../../availability/rules'
import { now } from '../../clock'
import { asActor, type Tx } from '../../db/client'
import { refusalOf } from '../../db/faults'
import { refusal, refuseUnless } from '../../errors'
import { messageStatements } from '../../messages/commands/outbox'
import { shiftWall, wallShift } from '../../time'
import { mayPlanAhead } from '../policy'
import { cancellationFee, canStaffCancel, canStaffMove, staffCancellationFee } from '../rules'
import type { CancelInput } from '../schema'
import type { MoveFollowingInput } from '../schema/ahead'
import { type BookingToChange, bookingToChange, columns, historyOf, swapBooking } from './change'
import { placeBooking, WHEN_ALL_HAVE_LEFT } from './place'
import { withdrawProposals } from './proposals'
import { conflict } from './series'

type Moving = { booking: BookingToChange; facts: BookableFacts; startsAt: Date; endsAt: Date }

/**
 * Moves a visit and all that follow it in its series by the same shift on the wall clock, or none. Each stays the booking it was; one message
 * tells of all. Refuses with what the first that cannot move is refused for, its time said, and as `moveBooking`.
 */
export async function moveFollowing(
  actor: StaffActor,
  input: MoveFollowingInput,
): Promise<{ moved: number }> {
  const { chosen, following } = await followingOf(actor, input, canStaffMove)
  refuseUnless(
    input.startsAt.getTime() !== chosen.startsAt.getTime() || input.practitionerId !== chosen.practitionerId,
    'same_time',
  )
  const moves = await movesOf(actor, chosen, following, input)
  // Away from where the next one is: the last first where they go later.
  const inOrder = input.startsAt > chosen.startsAt ? moves.toReversed() : moves
  let underWay = inOrder[0] as Moving
  try {
    await asActor(actor, async (tx) => {
      await lockAll(tx, moves, input.practitionerId)
      for (const { booking } of moves) await tx.$executeRaw`SELECT release_time(${booking.id}::uuid, NULL)`
      for (const one of inOrder) {
        underWay = one
        const to = { ...one, practitionerId: input.practitionerId, locationId: one.booking.locationId }
        await placeBooking(tx, one.booking, one.facts, to, {})
        await withdrawProposals(tx, one.booking.id)
      }
      for (const { booking, startsAt } of moves)
        await historyOf(tx, actor, booking, {
          ...{ event: 'series.moved' as const, kind: 'moved' },
          before: { startsAt: booking.startsAt.toISOString(), practitionerId: booking.practitionerId },
          after: { startsAt: startsAt.toISOString(), practitionerId: input.practitionerId },
        })
      await tell(tx, actor, 'series.moved', chosen, moves.length)
    })
  } catch (error) {
    const refused = refusalOf(error)
    if (!refused || refused.status >= 500 || refused.code === 'changed_meanwhile') throw refused ?? error
    throw conflict(refused.code, underWay.startsAt, underWay.facts.location.timeZone)
  }
  return { moved: moves.length }
}

/** Cancels a visit and all that follow it in its series, or none; one message tells of all. The late fee as in `cancelBooking`. */
export async function cancelFollowing(
  actor: StaffActor,
  input: CancelInput & { bookingId: string },
): Promise<{ cancelled: number }> {
  const { chosen, following } = await followingOf(actor, input, canStaffCancel)
  const { fee, feeWaivedBecause: because = '', reason } = input
  const decision = fee === 'waive' ? { fee, because } : fee ? { fee } : null
  await asActor(actor, async (tx) => {
    await lockAll(
      tx,
      following.map((booking) => ({ booking })),
      chosen.practitionerId,
    )
    for (const booking of following) {
      const decided = staffCancellationFee(cancellationFee(booking, now()), decision)
      if (!decided)
        throw refusal('invalid_input', { fee: 'Choose whether the late fee applies, and why not' })
      await swapBooking(tx, booking, {
        ...{ status: 'cancelled', cancelledAt: now(), cancelledBy: 'staff', cancelReason: reason || null },
        ...{
          cancelFeeCents: decided.cents,
          feeWaivedBecause: decided.waivedBecause,
          sequence: booking.sequence + 1,
        },
      })
      await tx.$executeRaw`SELECT release_time(${booking.id}::uuid, NULL)`
      await withdrawProposals(tx, booking.id)
      await historyOf(tx, actor, booking, {
        ...{ event: 'series.cancelled' as const, kind: 'cancelled', reason },
        ...{ before: { status: booking.status }, after: { status: 'cancelled' } },
      })
    }
    await tell(tx, actor, 'series.cancelled', chosen, following.length)
  })
  return { cancelled: following.length }
}

async function followingOf(
  actor: StaffActor,
  input: { bookingId: string; version?: number | undefined },
  can: (status: BookingToChange['status']) => boolean,
) {
  const chosen = await bookingToChange(actor, input)
  allow(mayPlanAhead(actor, chosen.clinicId))
  const { seriesId, seriesPosition } = chosen
  refuseUnless(seriesId !== null && seriesPosition !== null, 'not_in_this_state')
  refuseUnless(can(chosen.status), 'too_late_to_change')
  const rows = await asActor(actor, (tx) =>
    tx.booking.findMany({
      where: { seriesId, seriesPosition: { gte: seriesPosition } },
      select: columns,
      orderBy: { startsAt: 'asc' },
    }),
  )
  return { chosen, following: rows.filter(({ status }) => can(status)) }
}

async function movesOf(
  actor: StaffActor,
  chosen: BookingToChange,
  following: BookingToChange[],
  input: MoveFollowingInput,
) {
  const zone = chosen.location.timeZone
  const shift = wallShift(chosen.startsAt, input.startsAt, zone)
  const moves: Moving[] = []
  for (const booking of following) {
    const startsAt = shiftWall(booking.startsAt, shift, zone)
    const { clinic, service, type, mode, locationId, practitionerId } = booking
    const visit = {
      clinicSlug: clinic.slug,
      service: service.code,
      type,
      mode,
      locationId,
      startsAt,
      practitionerId: input.practitionerId,
    }
    const facts = await bookableFacts(actor, { ...visit, ignoreBookingId: booking.id })
    const who = { isStaff: true, isMoving: true, keepsPractitioner: practitionerId === input.practitionerId }
    const failed = checksOf(facts, visit, now(), who).find(
      ({ rule, passes }) => !passes && !WHEN_ALL_HAVE_LEFT.includes(rule),
    )
    if (failed) throw conflict(failed.rule, startsAt, zone)
    moves.push({
      booking,
      facts,
      startsAt,
      endsAt: new Date(startsAt.getTime() + facts.terms.minutes * 60_000),
    })
  }
  return moves
}

async function lockAll(
  tx: Tx,
  moves: readonly { booking: BookingToChange; facts?: BookableFacts }[],
  practitionerId: string,
) {
  const ids = moves.flatMap(({ booking, facts }) => [
    booking.practitionerId,
    booking.patientId,
    booking.groupSessionId,
    facts?.session?.id,
  ])
  const [first] = moves
  const known = [...new Set([...ids, practitionerId].filter((id) => id != null))]
  await tx.$executeRaw`SELECT lock_resources(${known}::uuid[] || resources_of(${first?.booking.service.id ?? null}::uuid, ${first?.booking.locationId ?? null}::uuid))`
}

async function tell(
  tx: Tx,
  actor: StaffActor,
  event: 'series.moved' | 'series.cancelled',
  chosen: BookingToChange,
  visits: number,
) {
  const { id, clinicId, version, seriesId, patientId } = chosen
  for (const statement of messageStatements(event, { id, clinicId, version: version + 1 }))
    await tx.$executeRaw(statement)
  await record(tx, actor, event, {
    clinicId,
    subject: 'series',
    subjectId: seriesId,
    patientId,
    detail: { visits },
  })
}
