import type { FreeTimesView } from '@/components/desk/free-times'
import { dayTimes, nextTimes } from '@/components/desk/time-groups'
import type { StaffActor } from '@/lib/access/actor'
import { listSlots, nextSlots } from '@/lib/availability/queries/slots'
import type { NextSlotsQuery } from '@/lib/availability/schema'
import type { Workplace } from '@/lib/clinics/queries/workplace'
import { addDays, localDate } from '@/lib/time'
import { askedDay } from '../asked-day'

/** The free times of a choice around the day an address asks for; around the next free time where it asks for none. */
export async function freeTimes(
  actor: StaffActor,
  clinic: Workplace,
  wanted: NextSlotsQuery,
  asked: string | undefined,
): Promise<FreeTimesView> {
  const clinicSlug = clinic.slug
  const isGroup = clinic.services.some(({ code, capacity }) => code === wanted.service && capacity > 1)
  const next = await nextSlots(actor, { ...wanted, clinicSlug })
  const { day: askedDate, today } = askedDay(asked, clinic.timeZone)
  const [soonest] = next.slots
  const opening = soonest ? localDate(soonest.startsAt, clinic.timeZone) : today
  const day = asked && askedDate >= today ? askedDate : opening
  const first = addDays(today, 7 * Math.floor(daysBetween(today, day) / 7))
  const { slots } = await listSlots(actor, { ...wanted, clinicSlug, from: first, to: addDays(first, 6) })
  const dates = slots.map(({ startsAt }) => localDate(startsAt, clinic.timeZone))
  const free = new Map<string, number>()
  for (const date of dates) free.set(date, (free.get(date) ?? 0) + 1)
  return {
    next: nextTimes(next.slots, clinic.practitioners, isGroup),
    today,
    first,
    day,
    free,
    ofDay: dayTimes(
      slots.filter((_, n) => dates[n] === day),
      clinic.practitioners,
      day,
      isGroup,
    ),
  }
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
