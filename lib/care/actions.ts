'use server'

import { defineAction } from '../actions/define'
import { openInEmergency, reviewEmergency } from './commands/emergency'
import { openRecordInput, reviewEmergencyInput } from './schema'

export const openInEmergencyAction = defineAction({
  as: 'staff',
  input: openRecordInput,
  command: openInEmergency,
  then: ({ patientId }) => `/clinic/charts/${patientId}`,
})

export const reviewEmergencyAction = defineAction({
  as: 'staff',
  input: reviewEmergencyInput,
  command: reviewEmergency,
})
