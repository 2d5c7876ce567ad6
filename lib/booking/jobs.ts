import { z } from 'zod'
import type { Handler } from '../jobs/run'
import { lapseRequest } from './commands/requests'

const requestPayload = z.object({ bookingId: z.uuid() })

/** The jobs of this domain. */
export const bookingJobs: Record<string, Handler> = {
  'request.lapse': (actor, payload) => lapseRequest(actor, requestPayload.parse(payload).bookingId),
}
