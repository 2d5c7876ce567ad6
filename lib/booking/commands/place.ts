import type { BookableFacts } from '../../availability/queries/facts'
import { now } from '../../clock'
import type { Tx } from '../../db/client'
import type { RefusalCode } from '../../errors'
import { type BookingToChange, swapBooking } from './change'

/** Where and when a booking goes. */
type Place = { startsAt: Date; endsAt: Date; practitionerId: string; locationId: string }
type Swap = Parameters<typeof swapBooking>[2]

/** What only `claim_time` can say of several that move together: until all have left their times, they are in each other's way. */
export const WHEN_ALL_HAVE_LEFT: readonly RefusalCode[] = [
  ...(['slot_taken', 'nothing_free', 'day_full', 'opening_full'] as const),
]

/** Locks all that a booking leaves and all that it goes to, in one order. */
export async function lockBoth(
  tx: Tx,
  booking: BookingToChange,
  facts: BookableFacts,
  to: Place,
): Promise<void> {
  const ids = [booking.practitionerId, booking.patientId, booking.groupSessionId, facts.session?.id]
  const known = [...ids, facts.session ? null : to.practitionerId].filter((id) => id != null)
  await tx.$executeRaw`SELECT lock_resources(${known}::uuid[] || resources_of(${facts.service.id}::uuid, ${to.locationId}::uuid))`
}

/**
 * Puts a booking to another time with one compare-and-swap: its claim, or its seat in another session, is given up as the new one is taken.
 * The caller holds the locks (`lockBoth`). `holdId`: what keeps the new time. `anyway`: staff set rules aside. Refuses as `claim_time` and
 * `find_seat` do, and with `changed_meanwhile`.
 */
export async function placeBooking(
  tx: Tx,
  booking: BookingToChange,
  facts: BookableFacts,
  to: Place & { holdId?: string | null; anyway?: boolean },
  data: Swap,
): Promise<void> {
  const { startsAt, endsAt, practitionerId, locationId, holdId = null, anyway = false } = to
  const { session } = facts
  if (session) {
    await tx.$executeRaw`SELECT find_seat(${session.id}::uuid, ${holdId}::uuid, ${now()}::timestamptz), release_time(${booking.id}::uuid, NULL)`
  }
  await swapBooking(tx, booking, {
    ...{ startsAt, endsAt, practitionerId, locationId, groupSessionId: session?.id ?? null },
    sequence: booking.sequence + 1,
    ...data,
  })
  if (session) return
  const { bufferBefore, bufferAfter } = facts.terms
  await tx.$executeRaw`SELECT claim_time(${booking.clinicId}::uuid, ${facts.service.id}::uuid, ${practitionerId}::uuid, ${locationId}::uuid,
    tstzrange(${startsAt}::timestamptz, ${endsAt}::timestamptz), ${bufferBefore}::int, ${bufferAfter}::int, ${booking.id}::uuid, NULL, ${holdId}::uuid, NULL, ${anyway}, ${now()}::timestamptz)`
}
