import { z } from 'zod'
import { now } from '@/lib/clock'
import { localDate } from '@/lib/time'

const date = z.iso.date()

/** The day an address asks for, or today where it asks for none; both 'YYYY-MM-DD' in the clinic's zone. */
export function askedDay(asked: unknown, timeZone: string): { day: string; today: string } {
  const today = localDate(now(), timeZone)
  const read = date.safeParse(asked)
  // Years of four digits that the calendar arithmetic holds for.
  const isUsable = read.success && read.data >= '1900-01-01' && read.data <= '2999-12-31'
  return { day: isUsable ? read.data : today, today }
}
