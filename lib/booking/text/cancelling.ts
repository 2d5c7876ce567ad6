import { printMoney } from '../../money'
import { printAppointmentTime } from '../../time'
import type { ChangeTerms } from '../queries/mine'
import type { BookingView } from '../queries/view'
import type { BookingStatus } from '../rules'

/** Every sentence about cancelling that patients and staff read, on pages and in mails. What it costs is decided in `rules.ts`. */

/** `status` and `service`: unknown before it is booked. */
type Policy = Pick<BookingView, 'cancelNoticeHours' | 'lateCancelFeeCents' | 'currency'> & {
  status?: BookingStatus
  service?: { requiresApproval: boolean }
}

/** The cancellation sentence, by the policy snapshotted on the booking: before booking, on the booking's own pages and in every mail. */
export function cancellationSentence({
  cancelNoticeHours,
  lateCancelFeeCents,
  currency,
  ...booking
}: Policy): string {
  if (booking.status === 'requested')
    return 'You can ask for another time or withdraw the request, free of charge, until it is answered.'
  const change = booking.service?.requiresApproval ? 'cancel' : 'move or cancel'
  if (lateCancelFeeCents === 0)
    return `You can ${change} online, free of charge, until the appointment starts.`
  return `You can ${change} online until the appointment starts. Cancelling is free until ${printHours(cancelNoticeHours)} before; after that it costs ${printMoney(lateCancelFeeCents, currency)}.`
}

/** The page on which a patient cancels. */
export const CANCEL_WORDS = {
  title: 'Cancel this appointment?',
  button: 'Cancel appointment',
  keep: 'Keep it',
  moveInstead: 'Move it instead',
  reason: 'Why do you want to cancel?',
  reasonHint: 'It helps us. The clinic’s staff see it.',
  free: 'Cancelling now costs nothing. You can also move it to another time.',
  /** Where it cannot be moved. */
  freeOnly: 'Cancelling now costs nothing.',
  done: 'This appointment is cancelled',
  declined: 'Your request was declined',
}

/** The same page for what was asked for and not yet answered. */
export const WITHDRAW_WORDS = {
  ...CANCEL_WORDS,
  title: 'Withdraw this request?',
  button: 'Withdraw request',
  reason: 'Why do you want to withdraw it?',
  free: 'Withdrawing costs nothing. You can also ask for another time.',
}

/** What that page says where cancelling now costs something, or null where it is free. */
export function lateCancelWords({
  feeCents,
  cancelNoticeHours,
  currency,
}: Pick<ChangeTerms, 'feeCents'> & Pick<Policy, 'cancelNoticeHours' | 'currency'>): {
  title: string
  say: string
  button: string
} | null {
  if (feeCents === 0) return null
  const fee = printMoney(feeCents, currency)
  return {
    title: `Cancelling now costs ${fee}`,
    say: `The appointment is in less than ${printHours(cancelNoticeHours)}. Moving it costs nothing.`,
    button: `${CANCEL_WORDS.button} for ${fee}`,
  }
}

type Cancelled = Pick<BookingView, 'cancelFeeCents' | 'currency'>

/** What a cancellation cost, or null where it was free. */
export function feeSentence({ cancelFeeCents, currency }: Cancelled): string | null {
  return cancelFeeCents
    ? `Because it was cancelled late, a fee of ${printMoney(cancelFeeCents, currency)} applies.`
    : null
}

/** On the appointment's page once it is cancelled. */
export function cancelledSentence(booking: Cancelled): string {
  return `The time is free for somebody else now. ${feeSentence(booking) ?? 'There is nothing to pay.'}`
}

type Asked = Pick<BookingView, 'clinic' | 'startsAt' | 'location'>

/** What the patient reads once the clinic has declined what they asked for, in the mail and behind the link; then the clinic's own words. */
export function declinedSentences({ clinic, startsAt, location }: Asked, because: string | null): string[] {
  const time = printAppointmentTime(startsAt, location.timeZone)
  return [
    `${clinic.name} cannot offer you the appointment that you asked for on ${time}. There is nothing to pay.`,
    ...(because ? [`What the clinic says: ${because}`] : []),
  ]
}

/** Before the clinic cancels: what follows for the patient. `hasEmail`: whether they are told by mail. */
export function clinicCancelSentence(hasEmail: boolean): string {
  const told = hasEmail
    ? 'They are told by mail; your reason stays with the clinic.'
    : 'They have no email address: tell them by phone.'
  return `The time becomes free at once. ${told}`
}

function printHours(hours: number): string {
  return hours === 1 ? '1 hour' : `${hours} hours`
}
