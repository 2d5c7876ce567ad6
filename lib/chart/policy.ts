import type { Actor } from '../access/actor'
import { isClinician } from '../notes/rules'

/** Clinicians at work in that clinic; reception, administrators and auditors are none. Which patients: row-level security's to say. */
function treatsAt(actor: Actor, clinicId: string): boolean {
  return actor.kind === 'staff' && actor.clinicId === clinicId && isClinician(actor.roles)
}

/** Who opens charts. */
export function mayReadChart(actor: Actor, clinicId: string): boolean {
  return treatsAt(actor, clinicId)
}

/** Who writes on charts, ends what is there, and accepts or rejects what patients told us. */
export function mayWriteChart(actor: Actor, clinicId: string): boolean {
  return treatsAt(actor, clinicId)
}

/** Who tells us of something that a clinician then accepts or rejects: patients, whoever fills in a form for them, another system's import. */
export function mayProposeChange(actor: Actor, clinicId: string): boolean {
  if (actor.kind === 'link') return actor.bornOn !== undefined && actor.clinicId === clinicId
  if (actor.kind === 'key') return actor.clinicId === clinicId
  return actor.kind === 'patient' || actor.kind === 'system' || treatsAt(actor, clinicId)
}
