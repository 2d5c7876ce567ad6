import type { Handler, Recurring } from '../jobs/run'
import { removeOrphans } from './sweep'

export const fileJobs: Record<string, Handler> = {
  'files.orphans': (actor) => removeOrphans(actor),
}

export const fileTimes: readonly Recurring[] = [{ job: 'files.orphans', when: '23 * * * *' }]
