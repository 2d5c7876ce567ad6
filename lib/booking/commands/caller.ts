import type { StaffActor } from '../../access/actor'
import { SET_ASIDE } from '../../availability/rules/set-aside'
import { asActor } from '../../db/client'
import { found, Refusal, refusal } from '../../errors'
import { instantAt } from '../../time'
import type { CallerBookingInput, StaffCancelInput, StaffMoveInput, TypedTime } from '../schema'
import { bookAppointment } from './book'
import { cancelBooking } from './cancel'
import { bookingToChange } from './change'
import { cancelFollowing, moveFollowing } from './following'
import type { Booked } from './idempotency'
import { moveBooking } from './move'

type Chosen = { startsAt: Date; practitionerId: string; locationId: string }

/**
 * Books for somebody on the phone, at the clinic the actor works in: source phone, made by the actor. Refuses as `bookAppointment` does;
 * staff are free of the notice period and the horizon (`availability/rules.ts`), and may type a time that is not offered.
 */
export async function bookForCaller(actor: StaffActor, input: CallerBookingInput): Promise<Booked> {
  const { time, locationId, otherDate, otherTime, otherWith, ...rest } = input
  const chosen = await timeOf(actor, { otherDate, otherTime, otherWith }, time, locationId)
  const booking = bookAppointment(actor, { ...rest, ...chosen, clinicSlug: actor.clinicSlug }, 'phone')
  return otherDate ? booking.catch(askingForReason) : booking
}

/** Moves for the desk: to an offered time or a typed one, this visit alone or with all that follow in its series. */
export async function moveForDesk(actor: StaffActor, input: StaffMoveInput): Promise<void> {
  const { time, following, overbookReason, bookingId, version, ...typed } = input
  const booking = await bookingToChange(actor, { bookingId })
  const { startsAt, practitionerId } = await timeOf(actor, typed, time, booking.locationId)
  const to = { bookingId, version, startsAt, practitionerId }
  if (following === 'yes') await moveFollowing(actor, to)
  else {
    const move = moveBooking(actor, { ...to, overbookReason })
    await (typed.otherDate ? move.catch(askingForReason) : move)
  }
}

/** Cancels for the desk: this visit alone or with all that follow in its series. */
export async function cancelForDesk(
  actor: StaffActor,
  { following, ...input }: StaffCancelInput,
): Promise<void> {
  if (following === 'yes') await cancelFollowing(actor, input)
  else await cancelBooking(actor, input)
}

/** Of a time that staff typed, the field for the reason says that it sets the rule aside. */
function askingForReason(error: unknown): never {
  if (!(error instanceof Refusal) || !SET_ASIDE.includes(error.code)) throw error
  throw refusal(error.code, { overbookReason: `${error.say} Or give a reason to book it all the same.` })
}

/** The typed time where there is one, else the chosen one. Refuses `invalid_input` where there is neither, or half of one. */
async function timeOf(
  actor: StaffActor,
  { otherDate, otherTime, otherWith }: TypedTime,
  time: Chosen | undefined,
  locationId: string | undefined,
): Promise<Chosen> {
  if (!otherDate && !otherTime) {
    if (time) return time
    throw refusal('invalid_input', { time: 'Choose a time' })
  }
  if (!otherDate) throw refusal('invalid_input', { otherDate: 'Enter a date' })
  if (!otherTime) throw refusal('invalid_input', { otherTime: 'Enter a time, like 09:30' })
  const place = found(
    await asActor(actor, (tx) =>
      tx.location.findFirst({
        where: { id: found(locationId), clinicId: actor.clinicId },
        select: { id: true, timeZone: true },
      }),
    ),
    'location_not_offered',
  )
  const practitionerId = found(otherWith, 'practitioner_not_bookable')
  return { startsAt: instantAt(otherDate, otherTime, place.timeZone), practitionerId, locationId: place.id }
}
