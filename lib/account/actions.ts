'use server'

import { defineAction } from '../actions/define'
import { chooseClinic, signIn } from './commands'
import { clinicChoiceInput, signInInput } from './schema'

export const signInAction = defineAction({
  as: 'anyone',
  input: signInInput,
  command: signIn,
  then: ({ goTo }) => goTo,
})
export const chooseClinicAction = defineAction({
  as: 'staff',
  input: clinicChoiceInput,
  command: chooseClinic,
  then: ({ goTo }) => goTo,
})
