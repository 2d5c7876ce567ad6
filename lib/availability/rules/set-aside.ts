import type { RefusalCode } from '../../errors'

/** The rules that staff may set aside for one booking, with a reason; never a patient (domain.md, claims: overbook). */
export const SET_ASIDE: readonly RefusalCode[] = [
  ...(['outside_hours', 'off_grid', 'day_full', 'opening_full', 'nothing_free', 'slot_taken'] as const),
  ...(['not_accepting_new_patients', 'initial_visit_first', 'upcoming_limit'] as const),
]
