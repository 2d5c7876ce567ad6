import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { found } from '../../errors'
import { mayFillIn } from '../policy'
import type { Filler } from '../queries/tasks'
import type { WithdrawInput } from '../schema/answers'
import { raiseTask } from './send'
import { pageOf } from './submission'

/** Withdraws a consent; that it was given, and to what, stays. Staff are given it to look at. Refuses with `not_found`. */
export function withdrawConsent(actor: Filler, { consentId }: WithdrawInput): Promise<{ goTo: string }> {
  return asActor(actor, async (tx) => {
    const { submission, ...consent } = found(
      await tx.consent.findFirst({
        where: { id: consentId },
        select: {
          ...{ id: true, clinicId: true, patientId: true, withdrawnAt: true },
          submission: { select: { id: true, bookingId: true } },
        },
      }),
    )
    allow(mayFillIn(actor, submission.bookingId))
    const { clinicId, patientId } = consent
    const { count } = await tx.consent.updateMany({
      where: { id: consent.id, withdrawnAt: null },
      data: { withdrawnAt: now() },
    })
    if (count > 0) {
      const { id, bookingId } = submission
      await raiseTask(tx, { id, clinic: { id: clinicId }, patientId, bookingId }, 'consent_withdrawn')
      await record(tx, actor, 'consent.withdrawn', {
        ...{ clinicId, subject: 'consent', subjectId: consent.id, patientId },
      })
    }
    return { goTo: `${pageOf(actor, submission.id)}/sent` }
  })
}
