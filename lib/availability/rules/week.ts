/** A block of weekly hours, as far as it can collide with another. */
export type WeekBlock = {
  weekday: number
  from: number
  to: number
  locationId: string
  serviceIds: readonly string[]
  validFrom?: string | undefined
  validUntil?: string | undefined
}

/**
 * The blocks that may not stand beside an earlier one, by key: at the same time of the same dates, and at the same place for the same
 * service, or at another place where people are seen in person. Video hours beside hours at the clinic are meant: who books first has it.
 */
export function collidingBlocks<B extends WeekBlock>(
  blocks: Record<string, B>,
  isInPerson: (locationId: string) => boolean,
): string[] {
  const keys = Object.keys(blocks).sort((a, b) => Number(a) - Number(b))
  return keys.filter((key, n) =>
    keys.slice(0, n).some((other) => collide(blocks[other] as B, blocks[key] as B, isInPerson)),
  )
}

/** Whether two spans of days or minutes, ends not included, share any. */
function sharesTime(a: { from: number; to: number }, b: { from: number; to: number }): boolean {
  return a.from < b.to && b.from < a.to
}

function collide(a: WeekBlock, b: WeekBlock, isInPerson: (locationId: string) => boolean): boolean {
  const sameTime = a.weekday === b.weekday && sharesTime(a, b) && shareDates(a, b)
  if (!sameTime) return false
  if (a.locationId === b.locationId) return shareServices(a.serviceIds, b.serviceIds)
  return isInPerson(a.locationId) && isInPerson(b.locationId)
}

function shareDates(a: WeekBlock, b: WeekBlock): boolean {
  return (a.validFrom ?? '') <= (b.validUntil ?? '9999') && (b.validFrom ?? '') <= (a.validUntil ?? '9999')
}

function shareServices(a: readonly string[], b: readonly string[]): boolean {
  return a.length === 0 || b.length === 0 || a.some((one) => b.includes(one))
}
