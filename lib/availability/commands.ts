import type { Actor } from '../access/actor'
import { allow } from '../access/allow'
import { asActor } from '../db/client'
import { practitionerOf } from './commands/affected'
import { enterLeave } from './commands/leave'
import { mayTakeLeave } from './policy'
import type { LeaveInput } from './schema'

/** A booking inside the leave: it stands until the desk moves or cancels it. */
export type ToRebook = { id: string; reference: string; startsAt: Date; endsAt: Date }

/**
 * Enters a practitioner's leave and takes its free time off the calendar; holds inside it end. Bookings that were there stay and are
 * returned, to be rebooked; no other can get in once this has committed (security.md A11). Refuses with `not_found` whom the actor may
 * not enter leave for.
 */
export async function takeLeave(
  actor: Actor,
  { practitionerId, startsAt, endsAt, note = '' }: LeaveInput,
): Promise<{ exceptionId: string; toRebook: ToRebook[] }> {
  return asActor(actor, async (tx) => {
    const practitioner = await practitionerOf(tx, practitionerId)
    allow(mayTakeLeave(actor, practitioner))
    const stretch = { from: startsAt, to: endsAt }
    const { exceptionId, inside } = await enterLeave(tx, actor, practitioner, stretch, note)
    const toRebook = inside.map(({ id, reference, ...visit }) => {
      return { id, reference, startsAt: visit.startsAt, endsAt: visit.endsAt }
    })
    return { exceptionId, toRebook }
  })
}
