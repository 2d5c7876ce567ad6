import type { Actor } from '../access/actor'
import { allow } from '../access/allow'
import { record } from '../audit/record'
import { OCCUPYING } from '../booking/rules'
import { now } from '../clock'
import { asActor } from '../db/client'
import { found } from '../errors'
import { newId } from '../ids'
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
    const practitioner = found(
      await tx.practitioner.findUnique({
        where: { id: practitionerId },
        select: { clinicId: true, accountId: true },
      }),
    )
    allow(mayTakeLeave(actor, practitioner))
    const { clinicId } = practitioner
    const exceptionId = newId()
    await tx.availabilityException.createMany({
      data: { id: exceptionId, clinicId, practitionerId, kind: 'leave', startsAt, endsAt, note },
    })
    // From here on the practitioner's lock is ours: who books next sees the leave.
    await tx.$executeRaw`SELECT claim_leave(${exceptionId}::uuid, ${now()}::timestamptz)`
    const toRebook = await tx.booking.findMany({
      where: {
        practitionerId,
        status: { in: OCCUPYING.filter((status) => status !== 'completed' && status !== 'no_show') },
        startsAt: { lt: endsAt },
        endsAt: { gt: startsAt },
      },
      select: { id: true, reference: true, startsAt: true, endsAt: true },
      orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    })
    await record(tx, actor, 'leave.taken', {
      clinicId,
      subject: 'practitioner',
      subjectId: practitionerId,
      detail: { exceptionId, toRebook: toRebook.map(({ id }) => id) },
    })
    return { exceptionId, toRebook }
  })
}
