'use server'

import { defineAction } from '../actions/define'
import { inviteStaff, withdrawInvitation } from './commands/invite'
import { joinAsFounder, joinAsNew, joinClinic } from './commands/join'
import { foundInput, inviteInput, joinAsNewInput, joinInput, withdrawInput } from './schema'

export const inviteStaffAction = defineAction({
  as: 'staff',
  input: inviteInput,
  command: inviteStaff,
  then: () => '/admin/people?invited',
})
export const withdrawInvitationAction = defineAction({
  as: 'staff',
  input: withdrawInput,
  command: withdrawInvitation,
})
export const joinAsNewAction = defineAction({
  as: 'anyone',
  input: joinAsNewInput,
  command: joinAsNew,
  then: ({ goTo }) => goTo,
  limit: 'signIn',
})
export const joinClinicAction = defineAction({
  as: 'patient',
  input: joinInput,
  command: joinClinic,
  then: ({ goTo }) => goTo,
})
export const foundClinicAction = defineAction({
  as: 'patient',
  input: foundInput,
  command: joinAsFounder,
  then: ({ goTo }) => goTo,
})
