import { timeZones } from '../../time'

/** The time zones there are, for a list: `Australia/Sydney` reads "Australia, Sydney". */
export function zoneOptions(): { value: string; label: string }[] {
  return timeZones().map((zone) => ({
    value: zone,
    label: zone.replaceAll('_', ' ').replaceAll('/', ', '),
  }))
}
