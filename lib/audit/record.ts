import { type Actor, accountIdOf } from '../access/actor'
import { now } from '../clock'
import { type Sql, sql, type Tx } from '../db/client'
import type { EventName } from '../events'
import { newId } from '../ids'

/** What was done to what. `clinicId` null: belongs to no clinic (sign-ins). `detail` holds ids and field names, never what a person wrote. */
export type Deed = {
  clinicId: string | null
  subject: string
  subjectId?: string | null
  patientId?: string | null
  outcome?: 'ok' | 'refused'
  detail?: Record<string, string | number | boolean | readonly string[] | null>
}

/** The chain of what belongs to no clinic. */
const NO_CLINIC = '00000000-0000-0000-0000-000000000000'

/** Writes the audit row of a deed, in the deed's transaction. Put it last: it holds the clinic's chain until commit. */
export async function record(tx: Tx, actor: Actor, event: EventName, deed: Deed): Promise<void> {
  await tx.$executeRaw(auditStatement(actor, event, deed))
}

/** The same row as a statement, for `atOnce`. The trigger adds sequence number, hashes and transaction id. */
export function auditStatement(actor: Actor, event: EventName, deed: Deed): Sql {
  const session = actor.kind === 'patient' || actor.kind === 'staff' ? actor.sessionId : null
  return sql`INSERT INTO audit_event (id, at, chain_id, actor_kind, actor_id, action, subject, subject_id, patient_id, outcome, detail, ip, request_id, session_id)
    VALUES (${newId()}::uuid, ${now()}, ${deed.clinicId ?? NO_CLINIC}::uuid, ${actorKind(actor)}, ${accountIdOf(actor)}::uuid, ${event}, ${deed.subject},
      ${deed.subjectId ?? null}::uuid, ${deed.patientId ?? null}::uuid, ${deed.outcome ?? 'ok'}, ${JSON.stringify(deed.detail ?? {})},
      ${actor.via.ip}, ${actor.via.requestId}, ${session}::uuid)`
}

/** Patients and staff are both accounts to the database; the row says in which clinic's name by its chain. */
function actorKind(actor: Actor): string {
  return actor.kind === 'patient' || actor.kind === 'staff' ? 'account' : actor.kind
}
