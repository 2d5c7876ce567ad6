import type { StaffActor } from '@/lib/access/actor'
import { orNotFound } from '@/lib/access/pages'
import { type FormRecord, getForm } from '@/lib/intake/queries/building'

/** A page about one form of the clinic. */
export type FormParams = Promise<{ formId: string }>

/** The form an address names; the not-found page where the clinic has none such. */
export async function formAt(actor: StaffActor, params: FormParams): Promise<FormRecord> {
  return orNotFound(getForm(actor, (await params).formId))
}
