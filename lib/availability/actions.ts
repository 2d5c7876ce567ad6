'use server'

import { defineAction } from '../actions/define'
import { closeDates } from './commands/closures'
import { endException } from './commands/exceptions'
import { importHolidays } from './commands/holidays'
import { planLeave } from './commands/leave'
import { openDates } from './commands/openings'
import { endTravel, setTravel } from './commands/travel'
import { setWeek } from './commands/week'
import {
  closureForm,
  endInput,
  endTravelInput,
  holidaysForm,
  leaveForm,
  openingForm,
  travelForm,
  weekInput,
} from './schema/hours'

/** The weekly hours of a practitioner, whole. */
export const setWeekAction = defineAction({
  as: 'staff',
  input: weekInput,
  command: setWeek,
  then: ({ practitionerId }) => `/admin/hours/${practitionerId}?done=week`,
})

/** Leave, entered on the practitioner's hours page. */
export const planLeaveAction = defineAction({
  as: 'staff',
  input: leaveForm,
  command: planLeave,
  then: ({ practitionerId }) => `/admin/hours/${practitionerId}?done=leave`,
})

/** Extra times on dates. */
export const openDatesAction = defineAction({
  as: 'staff',
  input: openingForm,
  command: openDates,
  then: ({ practitionerId }) => `/admin/hours/${practitionerId}?done=opening`,
})

/** A stay in another time zone. */
export const setTravelAction = defineAction({
  as: 'staff',
  input: travelForm,
  command: setTravel,
  then: ({ practitionerId }) => `/admin/hours/${practitionerId}?done=travel`,
})

/** The stay is off. */
export const endTravelAction = defineAction({
  as: 'staff',
  input: endTravelInput,
  command: endTravel,
  then: ({ practitionerId }) => `/admin/hours/${practitionerId}?done=removed`,
})

/** Leave, extra times or a closure taken back. */
export const endExceptionAction = defineAction({
  as: 'staff',
  input: endInput,
  command: endException,
  then: ({ practitionerId }) =>
    practitionerId ? `/admin/hours/${practitionerId}?done=removed` : '/admin/closures?done=removed',
})

/** The clinic, or a place, is closed on dates. */
export const closeDatesAction = defineAction({
  as: 'staff',
  input: closureForm,
  command: closeDates,
  then: ({ closed }) => `/admin/closures?done=closed&days=${closed}`,
})

/** Closures from a calendar file. */
export const importHolidaysAction = defineAction({
  as: 'staff',
  input: holidaysForm,
  command: importHolidays,
  then: ({ added, moved, same, leftOut }) =>
    `/admin/closures?done=imported&added=${added}&moved=${moved}&same=${same}&left=${leftOut}`,
})
