import type { StaffRole } from '../access/actor'

/** How long a record that was opened in an emergency stays open; the database holds no more either. */
export const EMERGENCY_HOURS = 8

/** Whether somebody with these roles treats patients at all: others have no record to open (SQL `actor_treats`). */
export function isClinical(roles: readonly StaffRole[]): boolean {
  return roles.includes('nurse') || roles.includes('practitioner')
}

/** Until when a record opened now stays open. */
export function emergencyEnds(openedAt: Date): Date {
  return new Date(openedAt.getTime() + EMERGENCY_HOURS * 3_600_000)
}

/**
 * A page of a history from one row more than fits: whole days, so that the next page begins where a day does. Where one day alone is too much,
 * its latest rows. `isCut`: there are older ones than were asked for. `next`: the day before which the next page looks, or null.
 */
export function wholeDays<Row extends { day: string }>(
  rows: readonly Row[],
  most: number,
  isCut = false,
): { rows: Row[]; next: string | null } {
  if (rows.length <= most) return { rows: [...rows], next: (isCut && rows.at(-1)?.day) || null }
  const last = rows[most]?.day ?? ''
  const whole = rows.filter(({ day }) => day > last)
  const kept = whole.length > 0 ? whole : rows.slice(0, most)
  return { rows: kept, next: kept.at(-1)?.day ?? null }
}
