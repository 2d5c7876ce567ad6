import { z } from 'zod'
import type { Handler, Recurring } from '../jobs/run'
import { buryLostMessages } from './commands/bury'
import { sendMessage } from './commands/send'

const sendPayload = z.object({ outboxId: z.uuid() })

/** The jobs of this domain. */
export const messageJobs: Record<string, Handler> = {
  'message.send': (actor, payload, attempt) =>
    sendMessage(actor, sendPayload.parse(payload).outboxId, attempt),
  'message.bury': (actor) => buryLostMessages(actor),
}

/** When what recurs is done, in UTC. */
export const messageTimes: readonly Recurring[] = [{ job: 'message.bury', when: '*/10 * * * *' }]
