'use server'

import { defineAction } from '../actions/define'
import { decideProposal } from './commands/decide'
import { closeEntry, saveEntry } from './commands/entries'
import { recordMeasurements } from './commands/measure'
import { savePersonal } from './commands/personal'
import { closeEntryInput, decideInput, entryInput, personalInput } from './schema'
import { measureInput } from './schema/measure'

/** An entry added to the chart; the form stays, for the next one. */
export const addEntryAction = defineAction({ as: 'staff', input: entryInput, command: saveEntry })

/** An entry worded anew. */
export const changeEntryAction = defineAction({
  as: 'staff',
  input: entryInput,
  command: saveEntry,
  then: ({ tab }, { patientId }) => `/clinic/charts/${patientId}?tab=${tab}`,
})

/** An entry that is over, or was wrong. */
export const closeEntryAction = defineAction({
  as: 'staff',
  input: closeEntryInput,
  command: closeEntry,
  then: ({ tab }, { patientId }) => `/clinic/charts/${patientId}?tab=${tab}`,
})

/** What a patient told us, accepted or rejected. */
export const decideProposalAction = defineAction({
  as: 'staff',
  input: decideInput,
  command: decideProposal,
})

/** What was measured. */
export const measureAction = defineAction({ as: 'staff', input: measureInput, command: recordMeasurements })

/** Sex and pronouns. */
export const savePersonalAction = defineAction({ as: 'staff', input: personalInput, command: savePersonal })
