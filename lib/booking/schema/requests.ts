import { z } from 'zod'
import { chosenTime } from '../schema'

const id = z.uuid('This is not one of ours')
/** The booking as it was when the page was made. */
const ofVersion = { bookingId: id, version: z.coerce.number().int() }

/** The desk says yes to a request. */
export const acceptRequestInput = z.strictObject(ofVersion)
export type AcceptRequestInput = z.infer<typeof acceptRequestInput>

/** The desk says no; the patient reads why. */
export const declineRequestInput = z.strictObject({
  ...ofVersion,
  reason: z.string('Say why, in words for the patient').trim().max(500, 'Use 500 characters or fewer'),
})
export type DeclineRequestInput = z.infer<typeof declineRequestInput>

/** The desk proposes another time. */
export const proposeInput = z
  .strictObject({ ...ofVersion, time: chosenTime })
  .transform(({ time, ...rest }) => ({ ...rest, ...time }))
export type ProposeInput = z.infer<typeof proposeInput>

/** The patient answers. `bookingId`: absent where a link says which. */
export const answerProposalInput = z.strictObject({
  bookingId: id.optional(),
  proposalId: id,
  answer: z.enum(['accept', 'decline']),
})
export type AnswerProposalInput = z.infer<typeof answerProposalInput>
