import { z } from 'zod'
import type { Draft } from './draft'

const MOST_BOOKINGS = 5
const knownBookings = z.array(z.object({ bookingId: z.uuid(), bornOn: z.iso.date() })).max(MOST_BOOKINGS)
export type Known = z.infer<typeof knownBookings>

/**
 * For which bookings a browser has said when the patient was born: a sealed cookie, good for an hour from the last page of a form that was
 * saved by it (lib/access/known.ts).
 */
export const knownDraft: Draft<typeof knownBookings> = {
  cookie: '__Host-anteroom-known',
  minutes: 60,
  schema: knownBookings,
}

/** What a browser is known for, with this booking, which becomes the last to be forgotten. */
export function knownWith(before: Known | null, bookingId: string, bornOn: string): Known {
  const others = (before ?? []).filter((one) => one.bookingId !== bookingId)
  return [{ bookingId, bornOn }, ...others].slice(0, MOST_BOOKINGS)
}
