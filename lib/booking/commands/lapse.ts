import type { SystemActor } from '../../access/actor'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor, type Tx } from '../../db/client'
import { enqueue } from '../../jobs/enqueue'
import { findBookingToChange, historyOf, lockBooking } from './change'

/**
 * Lets a time go that was proposed because somebody is away and that nobody answered for; the desk then calls. Comes back later where it is
 * not time yet. Of this and an answer at the same moment the first counts.
 */
export async function lapseProposal(actor: SystemActor, proposalId: string): Promise<void> {
  const open = { id: proposalId, state: 'open' as const }
  const proposal = await asActor(actor, (tx) =>
    tx.proposal.findFirst({ where: open, select: { bookingId: true, holdId: true, expiresAt: true } }),
  )
  if (!proposal) return
  const booking = await findBookingToChange(actor, { bookingId: proposal.bookingId })
  await asActor(actor, async (tx) => {
    if (proposal.expiresAt > now()) return lapseLater(tx, proposalId, proposal.expiresAt)
    await lockBooking(tx, booking)
    const { count } = await tx.proposal.updateMany({
      where: open,
      data: { state: 'lapsed', answeredAt: now() },
    })
    if (count === 0) return
    await tx.$executeRaw`SELECT release_time(NULL, ${proposal.holdId}::uuid)`
    await historyOf(tx, actor, booking, {
      ...{ event: 'proposal.lapsed', kind: 'proposal_lapsed', before: {}, after: {} },
    })
    await record(tx, actor, 'proposal.lapsed', {
      ...{ clinicId: booking.clinicId, subject: 'booking', subjectId: booking.id },
      patientId: booking.patientId,
    })
  })
}

/** Looks at a proposal when its time is over. */
export function lapseLater(tx: Tx, proposalId: string, at: Date): Promise<void> {
  const key = `proposal.lapse ${proposalId}`
  return enqueue(tx, { name: 'proposal.lapse', payload: { proposalId }, key, runAt: at })
}
