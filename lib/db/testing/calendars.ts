import { connectCalendar } from '../../feeds/commands/connect'
import { readCalendar } from '../../feeds/commands/read'
import { OutsideProblem, type Reading, type Stamp } from '../../http/outside'
import { newId } from '../../ids'
import { ownerQuery } from './raw'
import type { World } from './world'

/** Where the calendar of every test is. */
export const ADDRESS = 'https://calendar.example/private-1234567890/basic.ics'

/** Connects one to Dr Mora’s, and says which. */
export async function connect(world: World, by = world.as.mora): Promise<string> {
  const practitionerId = world.practitioners.mora
  await connectCalendar(by, { practitionerId, name: 'Hospital roster', address: ADDRESS })
  const [row] = await ownerQuery<{ id: string }>(
    'SELECT id FROM external_calendar WHERE practitioner_id = $1 ORDER BY created_at DESC LIMIT 1',
    [practitionerId],
  )
  return row?.id ?? ''
}

const stretch = (from: Date, to: Date) => [
  ...['BEGIN:VEVENT', `UID:${newId()}`, `DTSTART:${basic(from)}`, `DTEND:${basic(to)}`],
  ...['SUMMARY:canary-of-the-title', 'END:VEVENT'],
]
const basic = (at: Date) => at.toISOString().replace(/[-:]|\.\d+/g, '')
/** A calendar with an entry from then to then, each with a title that nobody may keep. */
export const calendarOf = (...stretches: [Date, Date][]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...stretches.flatMap((one) => stretch(...one)),
    'END:VCALENDAR',
    '',
  ].join('\r\n')

/** The world outside, which answers with a text, a problem, or "unchanged", and remembers what it was asked. */
export function outside(answer: string | OutsideProblem | 'unchanged', stamp: Partial<Stamp> = {}) {
  const asked: (Stamp | undefined)[] = []
  const read = async (address: string, known?: Stamp): Promise<Reading> => {
    if (address !== ADDRESS) throw new Error('that is another address')
    asked.push(known)
    if (answer instanceof OutsideProblem) throw answer
    if (answer === 'unchanged') return { isUnchanged: true }
    return { isUnchanged: false, text: answer, etag: null, lastModified: null, ...stamp }
  }
  return { asked, read }
}
/** Has a connected calendar read, which says busy from then to then. */
export const take = (world: World, id: string, ...stretches: [Date, Date][]) =>
  readCalendar(world.as.system, id, outside(calendarOf(...stretches)).read)
