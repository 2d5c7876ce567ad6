import { isoPrinter } from '../../time'
import type { Found, Slot } from '../queries/slots'

/**
 * The answer of `GET …/slots` as JSON text: times with the offset of the location's zone. By hand, because a month of ten practitioners
 * is thousands of slots, of which many share their times; ids and times need no escaping.
 */
export function slotsAsJson({ timeZone, slots, callToBook }: Found): string {
  const soon = callToBook.length > 0 ? `,"callToBook":[${itemsOf(callToBook)}]` : ''
  return `{"timeZone":${JSON.stringify(timeZone)},"slots":[${itemsOf(slots)}]${soon}}`
}

function itemsOf(slots: readonly Slot[]): string {
  const times = timesPrinter()
  const items = slots.map(
    (slot) =>
      `{${times(slot)},"practitionerId":"${slot.practitionerId}","locationId":"${slot.locationId}","seatsLeft":${slot.seatsLeft}}`,
  )
  return items.join(',')
}

/** Prints start and end of slots in order of time; those of the slot before are kept, for the next practitioner's. */
function timesPrinter(): (slot: Slot) => string {
  let [zone, start, printed, print] = ['', Number.NaN, '', isoPrinter('UTC')]
  return (slot) => {
    if (slot.timeZone !== zone) [zone, start, print] = [slot.timeZone, Number.NaN, isoPrinter(slot.timeZone)]
    if (slot.startsAt.getTime() !== start) {
      start = slot.startsAt.getTime()
      printed = `"startsAt":"${print(slot.startsAt)}","endsAt":"${print(slot.endsAt)}"`
    }
    return printed
  }
}
