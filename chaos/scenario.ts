import type { Run } from './bookings'
import type { Instance } from './instances'

export type Stage = Run & { a: Instance; b: Instance; secret: string; appUrl: string }
/** What one scenario found: what must hold, and the figures it measured. */
export type Findings = { holds: Record<string, boolean>; figures: Record<string, unknown> }
export type Scenario = { id: string; says: string; run: (stage: Stage) => Promise<Findings> }
