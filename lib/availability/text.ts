import { isoPrinter } from '../time'
import type { Slot } from './queries/slots'

/**
 * The answer of `GET …/slots` as JSON text: times with the offset of the location's zone. By hand, because a month of ten practitioners
 * is thousands of slots, of which only numbers differ; ids and times need no escaping.
 */
export function slotsAsJson({ timeZone, slots }: { timeZone: string; slots: readonly Slot[] }): string {
  const printers = new Map<string, (at: Date) => string>()
  const print = (at: Date, zone: string) => {
    let printer = printers.get(zone)
    if (!printer) {
      printer = isoPrinter(zone)
      printers.set(zone, printer)
    }
    return printer(at)
  }
  const items = slots.map(
    (slot) =>
      `{"startsAt":"${print(slot.startsAt, slot.timeZone)}","endsAt":"${print(slot.endsAt, slot.timeZone)}","practitionerId":"${slot.practitionerId}","locationId":"${slot.locationId}","seatsLeft":${slot.seatsLeft}}`,
  )
  return `{"timeZone":${JSON.stringify(timeZone)},"slots":[${items.join(',')}]}`
}
