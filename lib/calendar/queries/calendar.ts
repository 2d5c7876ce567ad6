import type { StaffActor } from '../../access/actor'
import { allow } from '../../access/allow'
import { mayRunDay } from '../../booking/policy'
import { now } from '../../clock'
import { refuseUnless } from '../../errors'
import { addDays, weekdayOf } from '../../time'
import type { CalendarQuery } from '../schema'
import { type Part, readRows } from './rows'
import { type CalendarView, viewOf } from './view'

/** A day of the clinic by practitioner or by room, or a week (from Monday) of one practitioner, as a grid. One statement. Refuses with `not_found`, and `malformed` where a week is nobody's. */
export async function readCalendar(actor: StaffActor, query: CalendarQuery): Promise<CalendarView> {
  allow(mayRunDay(actor, actor.clinicId))
  const part = partOf(query)
  return viewOf(await readRows(actor, part), query, part, now())
}

function partOf({ day, view, by, with: whose, at }: CalendarQuery): Part {
  if (view === 'day') return { from: day, days: 1, with: by === 'room' ? [] : whose, at }
  refuseUnless(whose.length === 1, 'malformed')
  return { from: addDays(day, 1 - weekdayOf(day)), days: 7, with: whose, at }
}
