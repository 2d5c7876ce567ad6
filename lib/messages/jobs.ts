import { z } from 'zod'
import type { Handler } from '../jobs/run'
import { sendMessage } from './commands/send'

const sendPayload = z.object({ outboxId: z.uuid() })

/** The jobs of this domain. */
export const messageJobs: Record<string, Handler> = {
  'message.send': (actor, payload, attempt) =>
    sendMessage(actor, sendPayload.parse(payload).outboxId, attempt),
}
