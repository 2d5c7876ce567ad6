import type { Guest, PatientActor } from '../../access/actor'
import { stepPath } from '../rules/journey'
import type { BookingDraft, StartAgainInput } from '../schema/draft'
import { releaseHold } from './hold'

/** Forgets the journey that this browser keeps, whoever's it is, and lets its time go. Leads to the first question. */
export async function startAgain(
  actor: Guest | PatientActor,
  { clinicSlug }: StartAgainInput,
  before: BookingDraft | null,
): Promise<{ draft: null; result: { goTo: string } }> {
  if (before?.state === 'under_way' && before.hold) await releaseHold(actor, { holdId: before.hold.id })
  return { draft: null, result: { goTo: stepPath(clinicSlug, 'service') } }
}
