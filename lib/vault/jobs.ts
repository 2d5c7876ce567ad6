import type { Handler, Recurring } from '../jobs/run'
import { reseal } from './reseal'

export const vaultJobs: Record<string, Handler> = {
  'vault.reseal': (actor) => reseal(actor),
}

/** For what a rotation left behind; where there is one key it looks at nothing. */
export const vaultTimes: readonly Recurring[] = [{ job: 'vault.reseal', when: '41 2 * * *' }]
