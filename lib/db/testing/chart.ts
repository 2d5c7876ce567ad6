import { now } from '../../clock'
import { newId } from '../../ids'
import { seal } from '../../vault/seal'
import type { World } from './world'

/** A problem of Ben's, and one that he told of at home. */
export function onTheChart({ clinic, accounts, patients }: World) {
  const at = now()
  const what = { clinic_id: clinic.id, patient_id: patients.ben, section: 'problem' }
  const source = { source_kind: 'submission', source_id: newId(), fingerprint: '\\x00' }
  const asthma = (table: 'chart_entry' | 'chart_proposal') => {
    const id = newId()
    return { id, content_sealed: seal('{"name":"Asthma"}', { table, column: 'content_sealed', id }) }
  }
  return {
    chart_proposal: [{ ...asthma('chart_proposal'), ...what, ...source, state: 'pending', proposed_at: at }],
    chart_entry: [
      {
        ...{ ...asthma('chart_entry'), ...what, visibility: 'team', state: 'current' },
        ...{ at, recorded_at: at, recorded_by: accounts.mora },
      },
    ],
  }
}
