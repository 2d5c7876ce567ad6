'use server'

import { defineAction } from '../actions/define'
import { connectCalendar, disconnectCalendar } from './commands/connect'
import { shareOwnCalendar, sharePractitionersCalendar } from './commands/feed'
import { connectInput, disconnectInput, feedInput, ownFeedInput } from './schema'

/** A secret address of a practitioner's appointments. Stays on the page, where it is shown once. */
export const shareCalendarAction = defineAction({
  as: 'staff',
  input: feedInput,
  command: sharePractitionersCalendar,
})

/** A secret address of one's own appointments. Stays on the page, where it is shown once. */
export const shareOwnCalendarAction = defineAction({
  as: 'patient',
  input: ownFeedInput,
  command: shareOwnCalendar,
})

/** Somebody else's calendar, whose busy times are claimed. */
export const connectCalendarAction = defineAction({
  as: 'staff',
  input: connectInput,
  command: connectCalendar,
  then: ({ practitionerId }) => `/admin/hours/${practitionerId}/calendars?done=connected`,
})

/** Without it again. */
export const disconnectCalendarAction = defineAction({
  as: 'staff',
  input: disconnectInput,
  command: disconnectCalendar,
  then: ({ practitionerId }) => `/admin/hours/${practitionerId}/calendars?done=disconnected`,
})
