import type { Slot } from '@/lib/availability/queries/slots'
import { timeValue } from '@/lib/booking/schema'
import { readAloud, seatsWords } from '@/lib/booking/text'
import { printDate, printTimeOfDay } from '@/lib/time'
import type { TimeGroup } from './time-choice'

type Named = { id: string; name: string }

/** The next free times as sentences to read out. Empty where there are none. `isGroup`: sessions, with the seats they have left. */
export function nextTimes(slots: Slot[], practitioners: Named[], isGroup: boolean): TimeGroup[] {
  if (slots.length === 0) return []
  const options = slots.map((slot) => ({
    value: timeValue(slot),
    label: readAloud({ ...slot, practitionerName: nameOf(slot.practitionerId, practitioners) }),
    aside: isGroup ? seatsWords(slot.seatsLeft) : undefined,
  }))
  return [{ legend: 'Next free times', layout: 'cards', options }]
}

/** A day's free times, a group for each practitioner who has some. `day`: 'YYYY-MM-DD'. */
export function dayTimes(slots: Slot[], practitioners: Named[], day: string, isGroup: boolean): TimeGroup[] {
  const ids = [...new Set(slots.map(({ practitionerId }) => practitionerId))]
  return ids.map((practitionerId) => {
    const name = nameOf(practitionerId, practitioners)
    return {
      legend: `${name}, ${printDate(day)}`,
      layout: 'chips',
      options: slots
        .filter((slot) => slot.practitionerId === practitionerId)
        .map((slot) => ({
          value: timeValue(slot),
          label: printTimeOfDay(slot.startsAt, slot.timeZone),
          say: `with ${name}`,
          hint: isGroup ? seatsWords(slot.seatsLeft) : undefined,
        })),
    }
  })
}

function nameOf(id: string, practitioners: Named[]): string {
  return practitioners.find((one) => one.id === id)?.name ?? 'a practitioner'
}
