import { z } from 'zod'
import type { Handler } from '../jobs/run'
import { sendInvitation } from './commands/send'

const sendPayload = z.object({ invitationId: z.uuid() })

/** The jobs of this domain. */
export const invitationJobs: Record<string, Handler> = {
  'invitation.send': (actor, payload) => sendInvitation(actor, sendPayload.parse(payload).invitationId),
}
