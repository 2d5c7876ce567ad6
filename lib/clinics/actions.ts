'use server'

import { defineAction } from '../actions/define'
import { changeClinic, saveLocation, saveResource } from './commands/clinic'
import { saveNeeds, saveOffers, saveService } from './commands/offering'
import { changeRoles, endMember, savePractitioner } from './commands/people'
import { clinicInput, locationInput, resourceInput } from './schema/clinic'
import { needsInput, offersInput, serviceInput } from './schema/offering'
import { endMemberInput, memberInput, practitionerInput } from './schema/people'

export const changeClinicAction = defineAction({
  as: 'staff',
  input: clinicInput,
  command: changeClinic,
  then: () => '/admin',
})
export const saveLocationAction = defineAction({
  as: 'staff',
  input: locationInput,
  command: saveLocation,
  then: () => '/admin/locations',
})
export const saveResourceAction = defineAction({
  as: 'staff',
  input: resourceInput,
  command: saveResource,
  then: () => '/admin/rooms',
})
export const changeRolesAction = defineAction({
  as: 'staff',
  input: memberInput,
  command: changeRoles,
  then: () => '/admin/people',
})
export const endMemberAction = defineAction({
  as: 'staff',
  input: endMemberInput,
  command: endMember,
  then: () => '/admin/people',
})
export const savePractitionerAction = defineAction({
  as: 'staff',
  input: practitionerInput,
  command: savePractitioner,
  then: () => '/admin/people',
})
export const saveServiceAction = defineAction({
  as: 'staff',
  input: serviceInput,
  command: saveService,
  then: ({ serviceId, isNew }) => (isNew ? `/admin/services/${serviceId}/offers` : '/admin/services'),
})
export const saveOffersAction = defineAction({
  as: 'staff',
  input: offersInput,
  command: saveOffers,
  then: () => '/admin/services',
})
export const saveNeedsAction = defineAction({
  as: 'staff',
  input: needsInput,
  command: saveNeeds,
  then: (_, { serviceId }) => `/admin/services/${serviceId}`,
})
