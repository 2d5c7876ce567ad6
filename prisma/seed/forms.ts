import type { Temporal } from 'temporal-polyfill'
import { READY_MADE } from '../../lib/intake/rules/ready-made'
import { type CastClinic, gp, harbour, nurse, procedure, weightLoss } from './cast'
import { idOf } from './diary'
import type { Seeder } from './rows'

/** Which of Harbour's services ask for which forms; `type`: of first visits alone. */
const ASKED = [
  { service: gp, kind: 'full_intake', type: 'initial' },
  { service: gp, kind: 'mini_intake', type: 'follow_up' },
  { service: nurse, kind: 'triage', type: null },
  { service: weightLoss, kind: 'full_intake', type: 'initial' },
  { service: procedure, kind: 'consent', type: null },
] as const

/** The ready-made forms, published, for a clinic; and at Harbour the services that ask for them. */
export async function seedForms(
  { insert }: Seeder,
  { id: clinic_id }: CastClinic,
  now: Temporal.Instant,
): Promise<void> {
  const since = now.subtract({ hours: 24 * 90 })
  const kinds = Object.entries(READY_MADE)
  const formOf = (kind: string) => idOf(`form ${clinic_id} ${kind}`)
  await insert(
    'form',
    kinds.map(([kind]) => ({ id: formOf(kind), clinic_id, kind, created_at: since })),
  )
  await insert(
    'form_version',
    kinds.map(([kind, { title, definition }]) => ({
      ...{ id: idOf(`form version ${clinic_id} ${kind}`), clinic_id, form_id: formOf(kind), number: 1 },
      ...{ state: 'published', title, definition, created_at: since, published_at: since },
    })),
  )
  if (clinic_id !== harbour.id) return
  await insert(
    'service_form',
    ASKED.map(({ service, kind, type }) => ({
      ...{ service_id: service.id, form_id: formOf(kind), clinic_id, type },
    })),
  )
}
