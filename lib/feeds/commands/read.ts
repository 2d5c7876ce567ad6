import type { SystemActor } from '../../access/actor'
import { record } from '../../audit/record'
import { now } from '../../clock'
import { asActor, type Tx } from '../../db/client'
import { OutsideProblem, type Reading, readOutside, type Stamp } from '../../http/outside'
import { enqueue } from '../../jobs/enqueue'
import { addDays, localDate, startOfLocalDay } from '../../time'
import { open } from '../../vault/seal'
import { type Busy, readBusy } from '../text/busy'
import { UnreadableCalendar } from '../text/problems'

/** How long "unchanged" is believed: what repeats for ever has to be counted out again as the days go by. */
const WHOLE_AFTER_MS = 12 * 3_600_000
/** The least that is looked ahead, for practitioners without services. */
const DAYS_AHEAD = 90

/** Puts every connected calendar into the queue, each once. */
export async function readCalendars(actor: SystemActor): Promise<void> {
  await asActor(actor, async (tx) => {
    const calendars = await tx.externalCalendar.findMany({
      where: { removedAt: null, practitioner: { active: true } },
      select: { id: true },
    })
    for (const { id } of calendars) await queueReading(tx, id)
  })
}

/** Has a calendar read by a job: at once, and once however often it is asked. */
export function queueReading(tx: Tx, calendarId: string): Promise<void> {
  return enqueue(tx, { name: 'calendar.read', payload: { calendarId }, key: `calendar.read ${calendarId}` })
}

/**
 * Reads a connected calendar and puts its busy times in the place of those it had, as far ahead as the practitioner can be booked. What cannot
 * be read is noted for staff, and the times it had stay: an old no is better than none. `fetched_at` is the last time that all went well.
 */
export async function readCalendar(
  actor: SystemActor,
  calendarId: string,
  outside: typeof readOutside = readOutside,
): Promise<void> {
  const calendar = await findCalendar(actor, calendarId)
  if (!calendar) return
  try {
    const reading = await outside(calendar.address, calendar.known)
    const busy = reading.isUnchanged ? null : readBusy(reading.text, calendar)
    await putIn(actor, calendar, reading, busy)
  } catch (error) {
    if (!(error instanceof OutsideProblem || error instanceof UnreadableCalendar)) throw error
    await asActor(actor, (tx) => note(tx, calendarId, { problem: error.code }))
  }
}

type Calendar = NonNullable<Awaited<ReturnType<typeof findCalendar>>>

async function findCalendar(actor: SystemActor, id: string) {
  const row = await asActor(actor, (tx) =>
    tx.externalCalendar.findFirst({
      where: { id, removedAt: null },
      select: {
        ...{ id: true, clinicId: true, practitionerId: true, urlSealed: true },
        ...{ etag: true, lastModified: true, readAt: true },
        practitioner: {
          select: {
            clinic: { select: { timeZone: true } },
            services: { select: { service: { select: { horizonDays: true } } } },
          },
        },
        claims: { where: { overbook: true }, select: { id: true }, take: 1 },
      },
    }),
  )
  if (!row) return null
  const { urlSealed, etag, lastModified, readAt, practitioner, claims, ...ids } = row
  const { timeZone } = practitioner.clinic
  const today = localDate(now(), timeZone)
  const days = Math.max(DAYS_AHEAD, ...practitioner.services.map(({ service }) => service.horizonDays))
  const isFresh = readAt !== null && now().getTime() - readAt.getTime() < WHOLE_AFTER_MS
  // What lies over another claim may lie free by now.
  const known: Stamp =
    isFresh && claims.length === 0 ? { etag, lastModified } : { etag: null, lastModified: null }
  return {
    ...ids,
    address: open(urlSealed, { table: 'external_calendar', column: 'url_sealed', id }),
    known,
    timeZone,
    from: startOfLocalDay(today, timeZone),
    to: startOfLocalDay(addDays(today, days + 2), timeZone),
  }
}

async function putIn(
  actor: SystemActor,
  { id, clinicId, practitionerId, from, to }: Calendar,
  reading: Reading,
  busy: readonly Busy[] | null,
): Promise<void> {
  await asActor(actor, async (tx) => {
    if (reading.isUnchanged || !busy) return note(tx, id, { fetchedAt: now(), problem: null })
    const clipped = busy.map((one) => ({
      from: one.from < from ? from : one.from,
      to: one.to > to ? to : one.to,
    }))
    const [changed] = await tx.$queryRaw<{ came: number; went: number }[]>`
      SELECT came, went FROM claim_external(${id}::uuid, ${clipped.map((one) => one.from)}::timestamptz[],
        ${clipped.map((one) => one.to)}::timestamptz[], ${now()}::timestamptz)`
    const { etag, lastModified } = reading
    await note(tx, id, { fetchedAt: now(), readAt: now(), etag, lastModified, problem: null })
    if (!changed || changed.came + changed.went === 0) return
    await record(tx, actor, 'calendar.read', {
      ...{ clinicId, subject: 'external_calendar', subjectId: id },
      detail: { practitionerId, came: changed.came, went: changed.went },
    })
  })
}

type Note = Partial<Stamp> & { problem: string | null; fetchedAt?: Date; readAt?: Date }

async function note(tx: Tx, id: string, data: Note): Promise<void> {
  await tx.externalCalendar.updateMany({ where: { id }, data })
}
