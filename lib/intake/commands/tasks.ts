import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { found } from '../../errors'
import { mayReadSubmissions } from '../policy'
import type { FinishTaskInput } from '../schema/asking'

/** Ticks off what had to be looked at; the first who does is written down. Refuses with `not_found`, and `not_allowed` to who may not look. */
export function finishTask(actor: StaffActor, { taskId }: FinishTaskInput): Promise<void> {
  const { clinicId } = actor
  return asActor(actor, async (tx) => {
    const { patientId } = found(
      await tx.staffTask.findFirst({ where: { id: taskId, clinicId }, select: { patientId: true } }),
    )
    allow(mayReadSubmissions(actor, clinicId), 'known')
    const { count } = await tx.staffTask.updateMany({
      where: { id: taskId, doneAt: null },
      data: { doneAt: now(), doneBy: actor.accountId },
    })
    if (count > 0)
      await record(tx, actor, 'task.done', { clinicId, subject: 'staff_task', subjectId: taskId, patientId })
  })
}
