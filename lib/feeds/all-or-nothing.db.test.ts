import { expect, test } from 'vitest'
import { planLeave } from '../availability/commands/leave'
import { ADDRESS, calendarOf, connect, outside } from '../db/testing/calendars'
import { type Flow, halvesOf } from '../db/testing/fault'
import type { World } from '../db/testing/world'
import { localDate } from '../time'
import { connectCalendar, disconnectCalendar } from './commands/connect'
import { sharePractitionersCalendar } from './commands/feed'
import { readCalendar } from './commands/read'

// A fault at each statement of what goes into a practitioner's calendar besides bookings (security.md C10).

const FLOWS: Record<string, Flow> = {
  'leave is entered': {
    prepare: async (world) => {
      const fromDate = localDate(world.at(9, '09:00'), world.clinic.timeZone)
      return () => planLeave(world.as.mora, { practitionerId: world.practitioners.mora, fromDate, note: '' })
    },
  },
  'a secret calendar address is made again': {
    prepare: async (world) => {
      const wish = { practitionerId: world.practitioners.mora, wish: 'link' } as const
      await sharePractitionersCalendar(world.as.mora, wish)
      return () => sharePractitionersCalendar(world.as.mora, wish)
    },
  },
  'a calendar is connected': {
    prepare: async (world) => () => connectCalendar(world.as.mora, elsewhere(world)),
  },
  'a connected calendar is read': {
    prepare: async (world) => {
      const id = await connect(world)
      return () => readCalendar(world.as.system, id, busy(world))
    },
  },
  'a connected calendar is taken away': {
    prepare: async (world) => {
      const calendarId = await connect(world)
      await readCalendar(world.as.system, calendarId, busy(world))
      return () => disconnectCalendar(world.as.mora, { calendarId })
    },
  },
}

const elsewhere = (world: World) => ({
  ...{ practitionerId: world.practitioners.mora, name: 'Elsewhere', address: ADDRESS },
})
const busy = (world: World) => outside(calendarOf([world.at(4, '10:00'), world.at(4, '11:00')])).read

test.each(Object.entries(FLOWS))(
  '%s: with a fault at any statement all of it is done, or nothing',
  async (_, flow) => {
    expect(await halvesOf(flow)).toEqual({ halves: [], unheard: [], tried: true })
  },
  120_000,
)
