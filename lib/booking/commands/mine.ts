import type { LinkActor, PatientActor } from '../../access/actor'
import { Refusal, refuseUnless } from '../../errors'
import { linkToken } from '../../vault/seal'
import { LOST_TIME } from '../rules/journey'
import type { MyCancelInput, MyMoveInput } from '../schema/mine'
import type { AnswerProposalInput } from '../schema/requests'
import { cancelBooking } from './cancel'
import { moveBooking } from './move'
import { answerProposal } from './proposals'

/** Moving and cancelling from a person's own pages: by the manage link, or signed in. Each answers with the page to go to. */

type Owner = LinkActor | PatientActor

/** Moves; a time that was taken meanwhile leads back to the free times, which say so. Refuses as `moveBooking`. */
export async function moveMine(
  actor: Owner,
  { bookingId, version, time: { startsAt, practitionerId } }: MyMoveInput,
): Promise<{ goTo: string }> {
  const id = bookingOf(actor, bookingId)
  try {
    await moveBooking(actor, { bookingId: id, version, startsAt, practitionerId })
    return { goTo: `${pageOf(actor, id)}?done=moved` }
  } catch (error) {
    if (!(error instanceof Refusal) || !LOST_TIME.includes(error.code)) throw error
    const gone = new URLSearchParams({ gone: error.code, at: startsAt.toISOString() })
    return { goTo: `${pageOf(actor, id)}/move?${gone}` }
  }
}

/** Cancels. Refuses as `cancelBooking`. */
export async function cancelMine(
  actor: Owner,
  { bookingId, version, reason }: MyCancelInput,
): Promise<{ goTo: string }> {
  const id = bookingOf(actor, bookingId)
  await cancelBooking(actor, { bookingId: id, version, reason })
  return { goTo: `${pageOf(actor, id)}?done=cancelled` }
}

/** Accepts or declines the time that the clinic proposes. Refuses as `answerProposal`. */
export async function answerMine(actor: Owner, input: AnswerProposalInput): Promise<{ goTo: string }> {
  await answerProposal(actor, input)
  return { goTo: `${pageOf(actor, bookingOf(actor, input.bookingId))}?done=${ANSWERED[input.answer]}` }
}

const ANSWERED = { accept: 'accepted', decline: 'declined' }

/** A link is for one booking, whatever the form says. */
function bookingOf(actor: Owner, bookingId: string | undefined): string {
  const id = actor.kind === 'link' ? actor.bookingId : bookingId
  refuseUnless(id !== undefined, 'not_found')
  return id
}

function pageOf(actor: Owner, bookingId: string): string {
  return actor.kind === 'link' ? `/manage/${linkToken('manage', bookingId)}` : `/my/appointments/${bookingId}`
}
