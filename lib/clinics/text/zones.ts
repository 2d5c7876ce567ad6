/** The time zones this server knows, for a list: `Australia/Sydney` reads "Australia, Sydney". */
export function timeZones(): { value: string; label: string }[] {
  return Intl.supportedValuesOf('timeZone').map((zone) => ({
    value: zone,
    label: zone.replaceAll('_', ' ').replaceAll('/', ', '),
  }))
}
