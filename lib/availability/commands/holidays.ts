import type { StaffActor } from '../../access/actor'
import { record } from '../../audit/record'
import { now } from '../../clock'
import type { Tx } from '../../db/client'
import { refusal } from '../../errors'
import { addDays, localDate } from '../../time'
import { bookingsDuring, type Stretch } from '../queries/outside'
import type { HolidaysForm } from '../schema/hours'
import { type Holiday, readHolidays } from '../text/holidays'
import { previewed, refuseUnlessSeen } from './affected'
import { type ClosingScope, closingScope, daysOf, writeClosures } from './closures'

/** How far ahead holidays are taken in: public calendars repeat for ever. */
const DAYS_AHEAD = 3 * 365

type Closure = Stretch & { note: string; uid: string }

/**
 * Takes the whole days of a calendar file as closures of the clinic or one of its places. Known ones, by their UID, are left alone, or
 * moved where the calendar has moved them; so the same file twice changes nothing. Shows the bookings on new days first
 * (`affects_bookings`). Refuses on the field where the file is no calendar or has no whole day to come.
 */
export async function importHolidays(actor: StaffActor, form: HolidaysForm) {
  const text = await form.file.text()
  return previewed(actor, async (tx) => {
    const scope = await closingScope(tx, actor, form.locationId)
    const today = localDate(now(), scope.timeZone)
    const read = readHolidays(text, today, addDays(today, DAYS_AHEAD))
    if (!read) throw refusal('invalid_input', { file: 'This is not a calendar file (.ics)' })
    if (read.holidays.length === 0)
      throw refusal('invalid_input', { file: 'There are no whole days to come in this calendar' })
    const { fresh, moved, same } = await compared(tx, scope, read.holidays)
    const inside = await bookingsDuring(tx, scope, [...fresh, ...moved.map(({ closure }) => closure)])
    refuseUnlessSeen(inside, form.confirmed)
    const ids = await writeClosures(tx, scope, fresh)
    for (const { id, closure } of moved)
      await tx.availabilityException.updateMany({
        where: { id },
        data: { startsAt: closure.from, endsAt: closure.to, note: closure.note },
      })
    await record(tx, actor, 'closure.imported', {
      clinicId: scope.clinicId,
      subject: 'clinic',
      subjectId: scope.clinicId,
      detail: { exceptions: ids, moved: moved.map(({ id }) => id), kept: inside.map(({ id }) => id) },
    })
    return { added: fresh.length, moved: moved.length, same, leftOut: read.leftOut, affected: inside.length }
  })
}

/** What of a calendar is new, what has moved since, and how many are as they were. */
async function compared(tx: Tx, scope: ClosingScope, holidays: readonly Holiday[]) {
  const closures = holidays.map((day): Closure => closureOf(day, scope))
  const known = await tx.availabilityException.findMany({
    where: { clinicId: scope.clinicId, externalUid: { in: closures.map(({ uid }) => uid) } },
    select: { id: true, externalUid: true, startsAt: true, endsAt: true },
  })
  const ofUid = new Map(known.map((row) => [row.externalUid, row]))
  const fresh = closures.filter(({ uid }) => !ofUid.has(uid))
  const moved = closures.flatMap((closure) => {
    const row = ofUid.get(closure.uid)
    const isSame =
      !row ||
      (row.startsAt.getTime() === closure.from.getTime() && row.endsAt.getTime() === closure.to.getTime())
    return isSame ? [] : [{ id: row.id, closure }]
  })
  return { fresh, moved, same: closures.length - fresh.length - moved.length }
}

/** A UID is the clinic's once: the same calendar for another place is another closure. */
function closureOf({ uid, name, from, until }: Holiday, { locationId, timeZone }: ClosingScope): Closure {
  return { ...daysOf(from, until, timeZone), note: name, uid: locationId ? `${uid} @${locationId}` : uid }
}
