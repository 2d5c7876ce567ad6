import type { ExceptionItem } from '@/components/availability/exception-list'
import type { BlockRow } from '@/components/availability/week-block'
import type { HoursView, TravelRow, WeekRow } from '@/lib/availability/queries/hours'
import { minuteInBox } from '@/lib/availability/text/week'
import { printZone } from '@/lib/time'

/** A kept block as the form's boxes hold it. */
export function blockRow(block: WeekRow, key: number): BlockRow {
  const { weekday, locationId, serviceIds, validFrom, validUntil } = block
  return {
    ...{ key, weekday, locationId, serviceIds },
    ...{ from: minuteInBox(block.from), to: minuteInBox(block.to) },
    validFrom: validFrom ?? undefined,
    validUntil: validUntil ?? undefined,
  }
}

/** What is to come, with what whoever looks may take back: closures on their own page. */
export function itemsOf({ exceptions, mayEdit, mayTakeLeave }: HoursView): ExceptionItem[] {
  const words = {
    leave: mayTakeLeave && 'Take back',
    opening: mayEdit && 'Take back',
    closure: false as const,
  }
  return exceptions.map(({ id, kind, when, where, capacity, note }) => ({
    ...{ id, kind, when },
    details: [
      ...(where ? [where] : kind === 'closure' ? ['The whole clinic'] : []),
      ...(capacity ? [capacity === 1 ? 'At most 1 appointment' : `At most ${capacity} appointments`] : []),
      ...(note ? [note] : []),
    ],
    remove: words[kind] || null,
  }))
}

/** A stay elsewhere as a line of the list. */
export function travelItem({ id, when, timeZone }: TravelRow, mayEdit: boolean): ExceptionItem {
  return { id, kind: 'travel', when, details: [printZone(timeZone)], remove: mayEdit ? 'Take back' : null }
}
