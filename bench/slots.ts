import { Temporal } from 'temporal-polyfill'
import { bench, benchPractitioner } from '../prisma/seed/scale'

/**
 * The free times of the measured clinic, counted: the k-th is always the same and none is given twice. They lie past the seeded weeks,
 * from a Monday on. Product and pgbench take them from different ends.
 */
const today = Temporal.Now.plainDateISO(bench.timeZone)
const soon = today.add({ days: 35 })
export const firstMonday = soon.add({ days: (8 - soon.dayOfWeek) % 7 })

export type FreeTime = { practitionerId: string; startsAt: Temporal.Instant }

export function freeTime(k: number, practitioners: number): FreeTime {
  const turn = Math.floor(k / practitioners)
  const nth = Math.floor(turn / bench.startsPerDay)
  const start = turn % bench.startsPerDay
  const minute = start < 7 ? 540 + start * 30 : 600 + start * 30
  const startsAt = firstMonday
    .add({ days: Math.floor(nth / 5) * 7 + (nth % 5) })
    .toZonedDateTime({
      timeZone: bench.timeZone,
      plainTime: { hour: Math.floor(minute / 60), minute: minute % 60 },
    })
    .toInstant()
  return { practitionerId: benchPractitioner(1 + (k % practitioners)), startsAt }
}

/** Working days of the full four weeks ahead, as dates. */
export const fullDays: string[] = Array.from({ length: 26 }, (_, n) => today.add({ days: n + 1 }))
  .filter((day) => day.dayOfWeek <= 5)
  .map(String)

/** Its date so many days later. */
export const later = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).add({ days }).toString()
