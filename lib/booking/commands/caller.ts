import type { StaffActor } from '../../access/actor'
import type { CallerBookingInput } from '../schema'
import { bookAppointment } from './book'
import type { Booked } from './idempotency'

/**
 * Books for somebody on the phone, at the clinic the actor works in: source phone, made by the actor. Refuses as `bookAppointment` does;
 * staff are free of the notice period and the horizon (`availability/rules.ts`).
 */
export function bookForCaller(actor: StaffActor, { time, ...input }: CallerBookingInput): Promise<Booked> {
  return bookAppointment(actor, { ...input, ...time, clinicSlug: actor.clinicSlug }, 'phone')
}
