import { z } from 'zod'
import type { Handler } from '../jobs/run'
import { lapseProposal } from './commands/lapse'
import { lapseRequest } from './commands/requests'

const requestPayload = z.object({ bookingId: z.uuid() })
const proposalPayload = z.object({ proposalId: z.uuid() })

/** The jobs of this domain. */
export const bookingJobs: Record<string, Handler> = {
  'request.lapse': (actor, payload) => lapseRequest(actor, requestPayload.parse(payload).bookingId),
  'proposal.lapse': (actor, payload) => lapseProposal(actor, proposalPayload.parse(payload).proposalId),
}
