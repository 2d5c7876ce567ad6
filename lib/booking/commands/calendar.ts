import { z } from 'zod'
import type { StaffActor } from '../../access/actor'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { found, refuseUnless } from '../../errors'
import { MOVE_GRACE_SECONDS } from '../rules'
import type { MoveOnCalendarInput, TakeBackMoveInput } from '../schema/calendar'
import { bookingToChange } from './change'
import { moveBooking } from './move'

/**
 * Moves or stretches on the calendar, as `moveBooking` does. The patient is told after a grace period, or not at all, as staff choose.
 * Answers with the version to take it back by. Refuses as `moveBooking`; a visit of a group session has its session's time (`not_in_this_state`).
 */
export async function moveOnCalendar(
  actor: StaffActor,
  { minutes, tell, ...input }: MoveOnCalendarInput,
): Promise<{ version: number }> {
  const booking = await bookingToChange(actor, input)
  refuseUnless(booking.groupSessionId === null, 'not_in_this_state')
  const tellAt = tell ? new Date(now().getTime() + MOVE_GRACE_SECONDS * 1000) : null
  await moveBooking(actor, input, { minutes, tellAt })
  return { version: booking.version + 1 }
}

/**
 * Takes the last move or stretch back, if nothing was done since: to the time, length and practitioner it had. What was not sent yet is not
 * sent; whoever was told already is told again. Refuses with `changed_meanwhile`, or with what others did to the old time meanwhile.
 */
export async function takeBackMove(actor: StaffActor, input: TakeBackMoveInput): Promise<void> {
  await bookingToChange(actor, input)
  const last = await asActor(actor, (tx) =>
    tx.bookingEvent.findFirst({
      where: { bookingId: input.bookingId },
      select: { kind: true, before: true },
      orderBy: { id: 'desc' },
    }),
  )
  const { kind, before } = found(last, 'changed_meanwhile')
  refuseUnless(kind === 'moved' || kind === 'stretched', 'changed_meanwhile')
  const { startsAt, endsAt, ...where } = placeBefore.parse(before)
  const minutes = (endsAt.getTime() - startsAt.getTime()) / 60_000
  await moveBooking(actor, { ...input, ...where, startsAt }, { minutes, isReturn: true })
}

/** As `moveBooking` wrote it down. */
const placeBefore = z.object({
  startsAt: z.coerce.date(),
  endsAt: z.coerce.date(),
  practitionerId: z.uuid(),
  overbookReason: z.string().optional(),
})
