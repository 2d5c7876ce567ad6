import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setClock } from '../clock'
import { makeClinic } from '../db/testing/world'
import { addDays, isoWithOffset } from '../time'
import { listSlots } from './queries/slots'

// Slots of every date of two years against an oracle that asks another library one wall time at a time (security.md B1–B4). The process's
// own zone has no say: run this file under TZ=UTC, Australia/Sydney, America/New_York and Pacific/Kiritimati (B7).

const FIRST = '2027-01-01'
const LAST = '2028-12-31'
const MINUTES = 20
/** Over the usual hour of a clock change, a morning, an afternoon, and the last hour, which some countries repeat. */
const HOURS = [
  [0, 240],
  [540, 600],
  [780, 840],
  [1380, 1440],
] as const
const ZONES = [
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Africa/Lagos',
  'America/New_York',
  'Australia/Brisbane',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Europe/London',
  'America/St_Johns',
  'Asia/Kolkata',
  'Pacific/Chatham',
  // These change at midnight, so that it is skipped or happens twice.
  'Africa/Cairo',
  'America/Havana',
  'America/Santiago',
]

beforeAll(() => setClock(new Date('2026-12-30T00:00:00Z')))
afterAll(() => setClock(null))

test.each(ZONES)(
  '%s: each date offers the wall times of its hours, none skipped by the clock, none twice',
  async (zone) => {
    const found = await slotsOfTwoYears(zone)
    const expected = datesOf(FIRST, LAST).map((date) => [date, expectedOn(date, zone)])
    const wrong = expected.filter(([date, times]) => String(found.get(String(date))) !== String(times))
    expect(wrong.map(([date]) => ({ date, found: found.get(String(date)) }))).toEqual([])
    expect(found.size).toBe(expected.length)
  },
  120_000,
)

test('a 9:00 start is 9:00 on the wall on both sides of every change of 2027', async () => {
  for (const zone of ['Australia/Sydney', 'Australia/Lord_Howe', 'Africa/Lagos', 'America/New_York']) {
    const found = await slotsOfTwoYears(zone)
    const nines = datesOf('2027-01-01', '2027-12-31').map((date) =>
      (found.get(date) ?? []).filter((iso) => iso.slice(11, 16) === '09:00'),
    )
    expect(nines.filter((times) => times.length !== 1)).toEqual([])
    expect(nines).toHaveLength(365)
  }
}, 120_000)

const searched = new Map<string, Promise<Map<string, string[]>>>()

/** Local date → starts as ISO 8601 with offset. */
function slotsOfTwoYears(zone: string): Promise<Map<string, string[]>> {
  const before = searched.get(zone)
  if (before) return before
  const made = searchTwoYears(zone)
  searched.set(zone, made)
  return made
}

async function searchTwoYears(zone: string): Promise<Map<string, string[]>> {
  const world = await makeClinic({
    clinic: { time_zone: zone },
    location: { time_zone: zone },
    services: { horizon_days: 800, notice_minutes: 0, follow_up_minutes: MINUTES, grid_minutes: MINUTES },
    hours: HOURS,
  })
  const found = new Map<string, string[]>()
  for (let from = FIRST; from <= LAST; from = addDays(from, 62)) {
    const to = addDays(from, 61) < LAST ? addDays(from, 61) : LAST
    const asked = { clinicSlug: world.clinic.slug, service: 'gp', type: 'follow_up', from, to } as const
    const { slots } = await listSlots(world.as.guest, { ...asked, mode: 'in_person' })
    for (const { startsAt } of slots) {
      const iso = isoWithOffset(startsAt, zone)
      const date = iso.slice(0, 10)
      found.set(date, [...(found.get(date) ?? []), iso])
    }
  }
  return found
}

function expectedOn(date: string, zone: string): string[] {
  const day = Temporal.PlainDate.from(date)
  const isPlain = offsetAt(day.subtract({ days: 1 }), zone) === offsetAt(day.add({ days: 2 }), zone)
  return HOURS.flatMap(([open, close]) => {
    const starts = Array.from({ length: (close - open) / MINUTES }, (_, i) => open + i * MINUTES)
    return starts.flatMap((minute) => {
      const start = firstPass(day, minute, zone)
      if (!start) return []
      const isInside = isPlain || isOpenThroughout(start, day, open, close)
      return isInside ? [start.toString({ timeZoneName: 'never', smallestUnit: 'second' })] : []
    })
  })
}

/** The earliest instant at which the wall shows this, or null where it never does. */
function firstPass(day: Temporal.PlainDate, minute: number, zone: string): Temporal.ZonedDateTime | null {
  const wall = day.toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 })
  const there = wall.toZonedDateTime(zone, { disambiguation: 'earlier' })
  return there.toPlainDateTime().equals(wall) ? there : null
}

/** Whether each minute of the visit is in the hours, and the first to show its wall time. */
function isOpenThroughout(
  start: Temporal.ZonedDateTime,
  day: Temporal.PlainDate,
  open: number,
  close: number,
): boolean {
  return Array.from({ length: MINUTES }, (_, i) => start.add({ minutes: i })).every((at) => {
    const minute = at.hour * 60 + at.minute
    const isFirst =
      firstPass(at.toPlainDate(), minute, at.timeZoneId)?.epochMilliseconds === at.epochMilliseconds
    return at.toPlainDate().equals(day) && minute >= open && minute < close && isFirst
  })
}

function offsetAt(day: Temporal.PlainDate, zone: string): string {
  return day.toZonedDateTime({ timeZone: zone, plainTime: '12:00' }).offset
}

function datesOf(first: string, last: string): string[] {
  const dates: string[] = []
  for (let date = first; date <= last; date = addDays(date, 1)) dates.push(date)
  return dates
}
