import { newId } from '../../ids'
import type { Definition } from '../../intake/schema/definition'
import { insertAll, type World } from './world'

/** A published form of a world's clinic, asked for by the gp service (of `type` alone, where it is said) unless `isAsked` is false. */
export async function insertForm(
  world: Pick<World, 'clinic' | 'services'>,
  {
    definition,
    title = 'A form',
    isAsked = true,
    type = null,
  }: { definition: Definition; title?: string; isAsked?: boolean; type?: 'initial' | 'follow_up' | null },
) {
  const clinic_id = world.clinic.id
  const [formId, versionId] = [newId(), newId()]
  const at = '2026-01-01T00:00:00Z'
  await insertAll({
    form: [{ id: formId, clinic_id, kind: 'other', created_at: at }],
    form_version: [
      {
        ...{ id: versionId, clinic_id, form_id: formId, number: 1, state: 'published', title, definition },
        ...{ created_at: at, published_at: at },
      },
    ],
    service_form: isAsked ? [{ service_id: world.services.gp, form_id: formId, clinic_id, type }] : [],
  })
  return { formId, versionId }
}
