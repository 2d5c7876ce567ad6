import 'server-only'
import type { Actor } from '../access/actor'
import { auditStatement } from '../audit/record'
import { atOnce } from '../db/client'
import { refusalOf } from '../db/faults'
import type { RefusalCode } from '../errors'
import { isId } from '../ids'

const DENIALS: readonly RefusalCode[] = ['not_found', 'not_allowed']

/**
 * What a command answers. That staff were refused what is not theirs, or is not there, is in the log before they hear of it, with the ids that
 * they named (security.md L1); what they typed is not.
 */
export async function orDenied<Result>(
  actor: Actor,
  input: unknown,
  answer: Promise<Result>,
): Promise<Result> {
  try {
    return await answer
  } catch (error) {
    const code = refusalOf(error)?.code
    if (actor.kind === 'staff' && code && DENIALS.includes(code)) {
      const ids = Object.values(input ?? {}).filter((value) => typeof value === 'string' && isId(value))
      await atOnce(
        actor,
        auditStatement(actor, 'deed.refused', {
          ...{ clinicId: actor.clinicId, subject: 'deed', subjectId: ids[0] ?? null },
          ...{ outcome: 'refused', detail: { code, ids } },
        }),
      )
    }
    throw error
  }
}
