import type { Tx } from '../../db/client'
import { linkToken, seal } from '../../vault/seal'
import type { Filler } from '../queries/tasks'
import type { Filled } from '../schema/answers'

/** The address of a form, for whoever fills it in. */
export function pageOf(actor: Filler, submissionId: string): string {
  return actor.kind === 'link'
    ? `/manage/${linkToken('manage', actor.bookingId)}/forms/${submissionId}`
    : `/my/forms/${submissionId}`
}

/** Whoever writes to a submission waits for whoever is writing to it. */
export async function lockSubmission(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM form_submission WHERE id = ${id}::uuid FOR UPDATE`
}

/** What goes into a submission's column. */
export function sealed(id: string, filled: Filled): string {
  return seal(JSON.stringify(filled), { table: 'form_submission', column: 'answers_sealed', id })
}
