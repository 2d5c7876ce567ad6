'use server'

import { defineAction } from '../actions/define'
import { addPatient } from './commands'
import { searchPatients } from './queries'
import { addPatientInput, patientSearchInput } from './schema'

/** The desk looks somebody up; what was typed travels in the body, never in an address. */
export const findPatientsAction = defineAction({
  as: 'staff',
  input: patientSearchInput,
  command: searchPatients,
})

/** The desk puts a caller on file, and goes on to book for them. */
export const addPatientAction = defineAction({
  as: 'staff',
  input: addPatientInput,
  command: addPatient,
  then: ({ patientId }, { session }) => `/desk/book/${patientId}${session ? `?session=${session}` : ''}`,
})
