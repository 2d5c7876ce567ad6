import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { found } from '../../errors'
import { mayAnswerRequests } from '../policy'
import type { ToldByPhoneInput } from '../schema/away'

/** Notes that a patient whom no mail reaches was told by phone that somebody is away. Refuses with `not_found`. */
export async function toldByPhone(actor: StaffActor, { proposalId }: ToldByPhoneInput): Promise<void> {
  allow(mayAnswerRequests(actor, actor.clinicId))
  await asActor(actor, async (tx) => {
    const where = { id: proposalId, clinicId: actor.clinicId, rebookingId: { not: null } }
    const { bookingId, booking } = found(
      await tx.proposal.findFirst({
        where,
        select: { bookingId: true, booking: { select: { patientId: true } } },
      }),
    )
    await tx.proposal.updateMany({ where: { ...where, toldAt: null }, data: { toldAt: now() } })
    await record(tx, actor, 'away.toldByPhone', {
      ...{ clinicId: actor.clinicId, subject: 'booking', subjectId: bookingId },
      patientId: booking.patientId,
    })
  })
}
