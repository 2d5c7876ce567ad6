import { expect, test } from 'vitest'
import { makeClinic } from '../db/testing/world'
import { addDays, isoWithOffset, localDate, printTimeOfDay } from '../time'
import { setTravel } from './commands/travel'
import { listSlots } from './queries/slots'
import { travelForm } from './schema/hours'

// Who keeps 9:00 to 12:00 by video on the wall of where they are; the clinic is in Sydney. Dates around each zone's changes of 2027.
test.each([
  ['Australia/Sydney', '2027-04-02', '2027-04-02T09:00:00+11:00', '9:00 am'],
  ['Australia/Sydney', '2027-04-05', '2027-04-05T09:00:00+10:00', '9:00 am'],
  ['Australia/Sydney', '2027-10-01', '2027-10-01T09:00:00+10:00', '9:00 am'],
  ['Australia/Sydney', '2027-10-04', '2027-10-04T09:00:00+11:00', '9:00 am'],
  ['Australia/Lord_Howe', '2027-04-02', '2027-04-02T09:00:00+11:00', '9:00 am'],
  ['Australia/Lord_Howe', '2027-04-05', '2027-04-05T08:30:00+10:00', '8:30 am'],
  ['Australia/Lord_Howe', '2027-10-01', '2027-10-01T08:30:00+10:00', '8:30 am'],
  ['Australia/Lord_Howe', '2027-10-04', '2027-10-04T09:00:00+11:00', '9:00 am'],
  ['Africa/Lagos', '2027-04-02', '2027-04-02T19:00:00+11:00', '7:00 pm'],
  ['Africa/Lagos', '2027-04-05', '2027-04-05T18:00:00+10:00', '6:00 pm'],
  ['Africa/Lagos', '2027-10-04', '2027-10-04T19:00:00+11:00', '7:00 pm'],
  ['America/New_York', '2027-03-12', '2027-03-13T01:00:00+11:00', '1:00 am'],
  ['America/New_York', '2027-03-15', '2027-03-16T00:00:00+11:00', '12:00 am'],
  ['America/New_York', '2027-11-05', '2027-11-06T00:00:00+11:00', '12:00 am'],
  ['America/New_York', '2027-11-08', '2027-11-09T01:00:00+11:00', '1:00 am'],
])('travelling in %s on %s, the first video time is %s', async (zone, date, expected, printed) => {
  const world = await makeClinic({ services: { horizon_days: 800, notice_minutes: 0 } })
  const travel = travelForm.parse({
    ...{ practitionerId: world.practitioners.mora, fromDate: date, untilDate: date, timeZone: zone },
  })
  await setTravel(world.as.mora, travel)
  const asked = { clinicSlug: world.clinic.slug, service: 'gp', type: 'follow_up', mode: 'video' } as const
  const { slots } = await listSlots(world.as.guest, {
    ...asked,
    from: addDays(date, -1),
    to: addDays(date, 1),
  })
  const there = slots.filter(({ startsAt }) => localDate(startsAt, zone) === date)
  const first = there[0]?.startsAt ?? new Date(0)
  expect(isoWithOffset(first, world.clinic.timeZone)).toBe(expected)
  expect(printTimeOfDay(first, world.clinic.timeZone)).toBe(printed)
  expect(printTimeOfDay(first, zone)).toBe('9:00 am')
})
