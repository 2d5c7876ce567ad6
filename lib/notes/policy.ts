import type { Actor } from '../access/actor'
import { canSign, isClinician } from './rules'

/** Clinicians at work in that clinic. Reception, administrators and auditors are none: they see no note. */
function treatsAt(actor: Actor, clinicId: string): boolean {
  return actor.kind === 'staff' && actor.clinicId === clinicId && isClinician(actor.roles)
}

/** Who reads the clinic's signed notes, and their own drafts. */
export function mayReadNotes(actor: Actor, clinicId: string): boolean {
  return treatsAt(actor, clinicId)
}

/** Who writes notes, and adds to signed ones. */
export function mayWriteNotes(actor: Actor, clinicId: string): boolean {
  return treatsAt(actor, clinicId)
}

/** A draft's words are its author's alone. */
export function mayChangeDraft(actor: Actor, note: { clinicId: string; authorId: string }): boolean {
  return treatsAt(actor, note.clinicId) && actor.kind === 'staff' && actor.accountId === note.authorId
}

/** Who signs: a practitioner their own draft, or one that somebody who does not sign has handed over. */
export function maySignNote(
  actor: Actor,
  note: { clinicId: string; authorId: string; handedOverAt: Date | null },
): boolean {
  if (actor.kind !== 'staff' || actor.clinicId !== note.clinicId || !canSign(actor.roles)) return false
  return actor.accountId === note.authorId || note.handedOverAt !== null
}

/** Who keeps a template: its owner; the clinic's (no account) those who sign. */
export function mayKeepTemplate(
  actor: Actor,
  template: { clinicId: string; accountId: string | null },
): boolean {
  if (actor.kind !== 'staff' || !treatsAt(actor, template.clinicId)) return false
  return template.accountId === null ? canSign(actor.roles) : template.accountId === actor.accountId
}

/** Who releases a summary of a visit to the patient, and takes it back: those who sign. */
export function mayReleaseSummary(actor: Actor, clinicId: string): boolean {
  return actor.kind === 'staff' && actor.clinicId === clinicId && canSign(actor.roles)
}
