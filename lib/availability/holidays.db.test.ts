import { expect, test } from 'vitest'
import { insertBooking } from '../db/testing/booking'
import { makeClinic, type World } from '../db/testing/world'
import { Refusal } from '../errors'
import { localDate } from '../time'
import { importHolidays } from './commands/holidays'
import type { Preview } from './queries/outside'
import { listSlots } from './queries/slots'
import { holidaysForm } from './schema/hours'

test('a calendar of holidays closes its whole days; twice changes nothing; a moved day moves', async () => {
  const world = await makeClinic()
  const day = localDate(world.at(12, '09:00'), world.clinic.timeZone)
  const calendar = (date: string) => [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//T//EN'],
    ...[
      'BEGIN:VEVENT',
      'UID:one@example.com',
      `DTSTART;VALUE=DATE:${basic(date)}`,
      'SUMMARY:Harbour day',
      'END:VEVENT',
    ],
    ...['BEGIN:VEVENT', 'UID:xmas@example.com', 'DTSTART;VALUE=DATE:20001225', 'DTEND;VALUE=DATE:20001227'],
    ...['RRULE:FREQ=YEARLY', 'SUMMARY:Christmas', 'END:VEVENT'],
    ...[
      'BEGIN:VEVENT',
      'UID:odd@example.com',
      'DTSTART;VALUE=DATE:20200101',
      'RRULE:FREQ=YEARLY;BYDAY=1MO',
      'END:VEVENT',
    ],
    ...[
      'BEGIN:VEVENT',
      'UID:timed@example.com',
      'DTSTART:20300101T100000Z',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ],
  ]
  const file = (date: string, locationId?: string) =>
    holidaysForm.parse({
      file: new File([calendar(date).join('\r\n')], 'h.ics'),
      ...(locationId && { locationId }),
    })
  const first = await importHolidays(world.as.kim, file(day))
  expect(first).toMatchObject({ added: 4, moved: 0, same: 0, leftOut: 2 })
  expect(await importHolidays(world.as.kim, file(day))).toMatchObject({ added: 0, moved: 0, same: 4 })
  expect(await freeOn(world, day)).toBe(0)
  const next = localDate(world.at(14, '09:00'), world.clinic.timeZone)
  await insertBooking(world, { startsAt: world.at(14, '11:00') })
  const preview = await previewOf(importHolidays(world.as.kim, file(next)))
  expect(preview.count).toBe(1)
  const moved = await importHolidays(world.as.kim, { ...file(next), confirmed: preview.seal })
  expect(moved).toMatchObject({ added: 0, moved: 1, same: 3 })
  expect(await freeOn(world, day)).toBeGreaterThan(0)
  expect(await importHolidays(world.as.kim, file(day, world.locations.telehealth))).toMatchObject({
    added: 4,
  })
  for (const text of ['no calendar', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR']) {
    const form = holidaysForm.parse({ file: new File([text], 'h.ics') })
    const error = await importHolidays(world.as.kim, form).catch((e: Refusal) => e)
    expect(Object.keys((error as Refusal).fields)).toEqual(['file'])
  }
})

const basic = (date: string) => date.replaceAll('-', '')

/** How many free times Dr Mora has in the street on a date. */
async function freeOn(world: World, date: string): Promise<number> {
  const asked = {
    clinicSlug: world.clinic.slug,
    service: 'gp',
    type: 'follow_up',
    mode: 'in_person',
  } as const
  const { slots } = await listSlots(world.as.guest, {
    ...{ ...asked, practitioner: world.practitioners.mora, from: date, to: date },
  })
  return slots.length
}

async function previewOf(deed: Promise<unknown>): Promise<Preview> {
  const error = await deed.catch((thrown: unknown) => thrown)
  if (error instanceof Refusal && error.code === 'affects_bookings') return error.shows as Preview
  throw error
}
