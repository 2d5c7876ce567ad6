import { z } from 'zod'
import type { Handler } from '../jobs/run'
import { sendActing } from './commands/invite'

const sendPayload = z.object({ invitationId: z.uuid() })

/** The jobs of this domain. */
export const actingJobs: Record<string, Handler> = {
  'acting.send': (actor, payload) => sendActing(actor, sendPayload.parse(payload).invitationId),
}
