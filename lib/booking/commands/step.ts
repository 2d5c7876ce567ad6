import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { found } from '../../errors'
import type { EventName } from '../../events'
import { mayRunDay } from '../policy'
import { type BookingStatus, stateAfter } from '../rules'
import type { Step, StepInput } from '../schema'
import { bookingToChange, recordChange, swapBooking } from './change'

export type Stepped = { bookingId: string; status: BookingStatus; version: number }

const EVENT: Record<Step, EventName> = {
  arrive: 'booking.arrived',
  start: 'booking.started',
  complete: 'booking.completed',
  no_show: 'booking.noShow',
  undo: 'booking.stepUndone',
}

/**
 * Takes a step of the day: arrive, start, complete, no-show, or undo of the last one. The actual times are kept beside the scheduled.
 * Refuses with `not_in_this_state` (the database's trigger refuses the same) and `changed_meanwhile`.
 */
export async function takeStep(actor: StaffActor, input: StepInput): Promise<Stepped> {
  const booking = await bookingToChange(actor, input)
  allow(mayRunDay(actor, booking.clinicId))
  const status = found(stateAfter(booking.status, input.step), 'not_in_this_state')
  await asActor(actor, async (tx) => {
    await swapBooking(tx, booking, { status, ...timesOf(booking.status, input.step) })
    await recordChange(tx, actor, booking, {
      event: EVENT[input.step],
      kind: input.step,
      before: { status: booking.status },
      after: { status },
    })
  })
  return { bookingId: booking.id, status, version: booking.version + 1 }
}

function timesOf(before: BookingStatus, step: Step) {
  if (step === 'arrive') return { arrivedAt: now() }
  if (step === 'start') return { actualStartsAt: now() }
  if (step === 'complete') return { actualEndsAt: now() }
  if (step !== 'undo') return {}
  return (
    {
      arrived: { arrivedAt: null },
      in_progress: { actualStartsAt: null },
      completed: { actualEndsAt: null },
    }[before as string] ?? {}
  )
}
