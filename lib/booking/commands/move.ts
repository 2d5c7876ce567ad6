import type { Actor } from '../../access/actor'
import { type BookableFacts, bookableFacts } from '../../availability/queries/facts'
import { now } from '../../clock'
import { asActor } from '../../db/client'
import { refuseUnless } from '../../errors'
import { type BookingStatus, canPatientChange, canPatientMove, canStaffMove, lapsesAt } from '../rules'
import type { MoveInput } from '../schema'
import { bookingToChange, recordChange } from './change'
import { lockBoth, placeBooking } from './place'
import { withdrawProposals } from './proposals'
import { refuseOrSetAside } from './set-aside'
import { lapseStatement } from './write'

export type Moved = {
  reference: string
  status: BookingStatus
  startsAt: Date
  endsAt: Date
  timeZone: string
  practitionerId: string
  locationId: string
}

/**
 * What staff may say of a move besides where to. `minutes`: how long it is from then on; without it, as long as such a visit is with its
 * practitioner. `tellAt`: as in `recordChange`. `isReturn`: to where it was a moment ago, which is asked only for what others may have taken.
 */
type How = { minutes?: number | undefined; tellAt?: Date | null; isReturn?: boolean }

/**
 * Moves a booking to another free time, with the same or another practitioner: same booking, reference, link and price; the old time is
 * let go only as the new one is taken. Its own time counts as free. With the same start and practitioner and other `minutes` it is stretched.
 * A seat of a group session goes to another session; what the clinic agreed to beforehand is moved by staff alone (`needs_approval`). Refuses with `too_late_to_change`, `same_time`, `changed_meanwhile`,
 * the failed rule of `availability/rules.ts`, or `slot_taken`.
 */
export async function moveBooking(actor: Actor, input: MoveInput, how: How = {}): Promise<Moved> {
  const booking = await bookingToChange(actor, input)
  refuseUnless(
    actor.kind === 'staff' ? canStaffMove(booking.status) : canPatientChange(booking, now()),
    'too_late_to_change',
  )
  const practitionerId = input.practitionerId ?? booking.practitionerId
  const visit = {
    clinicSlug: booking.clinic.slug,
    service: booking.service.code,
    type: booking.type,
    mode: booking.mode,
    locationId: booking.locationId,
    startsAt: input.startsAt,
    practitionerId,
  }
  const facts = lasting(await bookableFacts(actor, { ...visit, ignoreBookingId: booking.id }), how.minutes)
  const endsAt = new Date(input.startsAt.getTime() + facts.terms.minutes * 60_000)
  const to = { startsAt: input.startsAt, endsAt, practitionerId, locationId: booking.locationId }
  const keepsPractitioner = practitionerId === booking.practitionerId
  const isThere = keepsPractitioner && input.startsAt.getTime() === booking.startsAt.getTime()
  const isStretched = how.minutes !== undefined && endsAt.getTime() !== booking.endsAt.getTime()
  refuseUnless(!isThere || isStretched, 'same_time')
  refuseUnless(
    actor.kind === 'staff' || canPatientMove({ ...booking, service: facts.service }),
    'needs_approval',
  )
  const who = { isMoving: true, keepsPractitioner, isReturning: how.isReturn }
  const overbookReason = refuseOrSetAside(actor, facts, visit, who, input.overbookReason)
  const anyway = overbookReason !== null
  await asActor(actor, async (tx) => {
    await lockBoth(tx, booking, facts, to)
    const flag = actor.kind === 'staff' ? { overbook: anyway, overbookReason } : {}
    await placeBooking(tx, booking, facts, { ...to, anyway }, flag)
    await withdrawProposals(tx, booking.id)
    if (booking.status === 'requested')
      await tx.$executeRaw(lapseStatement(booking.id, lapsesAt({ ...booking, ...to }, null)))
    await recordChange(tx, actor, booking, {
      ...(how.isReturn ? RETURNED : isThere ? STRETCHED : MOVED),
      reason: overbookReason ?? undefined,
      before: placeIn(booking),
      after: placeIn({ ...to, overbookReason }),
      tellAt: how.tellAt,
    })
  })
  const { reference, status, locationId, location } = booking
  return {
    reference,
    status,
    startsAt: input.startsAt,
    endsAt,
    timeZone: location.timeZone,
    practitionerId,
    locationId,
  }
}

export const MOVED = { event: 'booking.moved', kind: 'moved' } as const
const STRETCHED = { event: 'booking.stretched', kind: 'stretched' } as const
export const RETURNED = { event: 'booking.movedBack', kind: 'moved_back' } as const

/** A session has a length of its own. */
function lasting(facts: BookableFacts, minutes: number | undefined): BookableFacts {
  return minutes === undefined || facts.session ? facts : { ...facts, terms: { ...facts.terms, minutes } }
}

type Place = { startsAt: Date; endsAt: Date; practitionerId: string; overbookReason: string | null }

/** What the history keeps of where a booking was: enough to bring it back. */
export function placeIn({ startsAt, endsAt, practitionerId, overbookReason }: Place): Record<string, string> {
  const times = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() }
  return { ...times, practitionerId, ...(overbookReason !== null && { overbookReason }) }
}
