import type { LinkActor } from '../../access/actor'
import { isBornOn } from '../../access/known'
import { type Known, knownWith } from '../../actions/known-draft'
import { record } from '../../audit/record'
import { asActor } from '../../db/client'
import { refusal } from '../../errors'
import { linkToken } from '../../vault/seal'
import type { BornInput } from '../schema/known'

/**
 * Whoever holds a booking's link says when the patient was born; where that is right this browser is known for the booking. Refuses on
 * `dateOfBirth` with `born_wrong`, and with `too_many_requests` after a few tries. Both ways it is written down.
 */
export async function sayBorn(
  actor: LinkActor,
  { dateOfBirth }: BornInput,
  before: Known | null,
): Promise<{ draft: Known | null; result: { goTo: string } }> {
  const { bookingId, clinicId } = actor
  const isRight = await isBornOn(actor, dateOfBirth)
  await asActor(actor, async (tx) => {
    const booking = await tx.booking.findFirst({ where: { id: bookingId }, select: { patientId: true } })
    await record(tx, actor, isRight ? 'link.known' : 'link.notKnown', {
      ...{ clinicId, subject: 'booking', subjectId: bookingId, outcome: isRight ? 'ok' : 'refused' },
      patientId: booking?.patientId,
    })
  })
  if (!isRight)
    throw refusal('born_wrong', {
      dateOfBirth: 'Enter the date of birth of the person the appointment is for',
    })
  return {
    draft: knownWith(before, bookingId, dateOfBirth),
    result: { goTo: `/manage/${linkToken('manage', bookingId)}/forms` },
  }
}
