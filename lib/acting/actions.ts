'use server'

import { defineAction } from '../actions/define'
import { endActing } from './commands/end'
import { inviteToAct, withdrawActing } from './commands/invite'
import { takeUpActing, takeUpActingAsNew } from './commands/take-up'
import {
  endActingInput,
  inviteToActInput,
  takeUpAsNewInput,
  takeUpInput,
  withdrawActingInput,
} from './schema'

export const inviteToActAction = defineAction({
  as: 'staff',
  input: inviteToActInput,
  command: inviteToAct,
  then: ({ patientId }) => `/desk/patients/${patientId}/people?invited`,
})

export const withdrawActingAction = defineAction({
  as: 'staff',
  input: withdrawActingInput,
  command: withdrawActing,
})

export const endActingAsStaffAction = defineAction({
  as: 'staff',
  input: endActingInput,
  command: endActing,
})

export const endActingAction = defineAction({
  as: 'patient',
  input: endActingInput,
  command: endActing,
})

export const takeUpActingAction = defineAction({
  as: 'patient',
  input: takeUpInput,
  command: takeUpActing,
  then: () => '/my/people?begun',
})

export const takeUpActingAsNewAction = defineAction({
  as: 'anyone',
  input: takeUpAsNewInput,
  command: takeUpActingAsNew,
  then: () => '/my/people?begun',
  limit: 'signIn',
})
