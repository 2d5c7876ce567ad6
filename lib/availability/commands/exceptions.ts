import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import type { Tx } from '../../db/client'
import { found } from '../../errors'
import { mayCloseDates, maySetHours, mayTakeLeave } from '../policy'
import type { EndInput } from '../schema/hours'
import { changeSeen, lockPractitioners, practitionerOf, previewed } from './affected'

const EVENT = { leave: 'leave.ended', opening: 'opening.removed', closure: 'closure.removed' } as const

/**
 * Takes back leave (its claims go with it), a closure, or extra times. Only extra times can leave bookings outside, which are shown first
 * (`affects_bookings`). Whoever may enter one may take it back; for others it is `not_found`.
 */
export async function endException(actor: StaffActor, { exceptionId, confirmed }: EndInput) {
  return previewed(actor, async (tx) => {
    const exception = found(
      await tx.availabilityException.findUnique({
        where: { id: exceptionId },
        select: { id: true, clinicId: true, kind: true, practitionerId: true },
      }),
    )
    const { kind, clinicId, practitionerId } = exception
    const practitioner = practitionerId ? await practitionerOf(tx, practitionerId) : null
    allow(
      practitioner
        ? (kind === 'leave' ? mayTakeLeave : maySetHours)(actor, practitioner)
        : mayCloseDates(actor, clinicId),
    )
    const kept = practitioner
      ? await removeOf(tx, exception, practitioner, confirmed)
      : await reopen(tx, exceptionId)
    await record(tx, actor, EVENT[kind], {
      clinicId,
      subject: practitionerId ? 'practitioner' : 'clinic',
      subjectId: practitionerId ?? clinicId,
      detail: { exceptionId, kept },
    })
    return { kind, practitionerId }
  })
}

async function removeOf(
  tx: Tx,
  { id, kind }: { id: string; kind: 'leave' | 'opening' | 'closure' },
  practitioner: { id: string; clinicId: string },
  confirmed: string | undefined,
): Promise<string[]> {
  await lockPractitioners(tx, [practitioner.id])
  return changeSeen(tx, practitioner, confirmed, async () => {
    if (kind === 'leave') await tx.$executeRaw`SELECT release_leave(${id}::uuid)`
    await tx.availabilityException.deleteMany({ where: { id } })
  })
}

async function reopen(tx: Tx, id: string): Promise<string[]> {
  await tx.availabilityException.deleteMany({ where: { id } })
  return []
}
