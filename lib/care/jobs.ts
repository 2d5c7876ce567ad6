import { z } from 'zod'
import type { Handler } from '../jobs/run'
import { tellOfEmergency } from './commands/emergency'

const tellPayload = z.object({ emergencyId: z.uuid() })

/** The jobs of this domain. */
export const careJobs: Record<string, Handler> = {
  'emergency.tell': (actor, payload) => tellOfEmergency(actor, tellPayload.parse(payload).emergencyId),
}
