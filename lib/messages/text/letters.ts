import type { BookingView } from '../../booking/queries/view'
import { nextSentence, placeOf, priceSentence } from '../../booking/text'
import { cancellationSentence, feeSentence } from '../../booking/text/cancelling'
import type { MessageKind } from '../../events'
import type { Letter } from '../../mail/letter'
import { printPhone } from '../../people/text'
import { printAppointmentTime, printShortDate, printTimeOfDay } from '../../time'

/** A booking as a letter tells of it. Never the service, the reason or a note: a mail is read over shoulders (security.md N6). */
export type LetterView = BookingView & {
  clinic: BookingView['clinic'] & { email: string }
  patient: { firstName: string; lastName: string }
}
/** Where to go from the letter. */
type Links = { manage: string; clinic: string }

/** The letter of a kind: the fact first, then when, where and with whom, then what to do. */
export function writeLetter(kind: MessageKind, booking: LetterView, links: Links): Letter {
  return LETTERS[kind](booking, links)
}

const LETTERS: Record<MessageKind, (booking: LetterView, links: Links) => Letter> = {
  'booking.confirmation': (booking, links) => ({
    subject: `Appointment confirmed: ${shortTime(booking)}`,
    parts: [
      greeting(booking),
      `Your appointment with ${booking.clinic.name} is booked for ${timeOf(booking)}.`,
      ...whatToKnow(booking, links),
    ],
  }),
  'booking.moved': (booking, links) => ({
    subject: `Appointment moved: ${shortTime(booking)}`,
    parts: [
      greeting(booking),
      `Your appointment with ${booking.clinic.name} has moved. It is now on ${timeOf(booking)}.`,
      ...whatToKnow(booking, links),
    ],
  }),
  'booking.cancellation': (booking, links) => ({
    subject: `Appointment cancelled: ${shortTime(booking)}`,
    parts: [
      greeting(booking),
      `Your appointment with ${booking.clinic.name} on ${timeOf(booking)} is cancelled. Its reference was ${booking.reference}.`,
      ...[feeSentence(booking)].filter((sentence) => sentence !== null),
      { say: 'Book another time', href: links.clinic },
      signature(booking),
    ],
  }),
}

function whatToKnow(booking: LetterView, links: Links): Letter['parts'] {
  return [
    {
      facts: [
        ['When', timeOf(booking)],
        ['Where', placeOf(booking)],
        ['With', booking.practitioner.name],
        ['Reference', booking.reference],
      ],
    },
    `${nextSentence(booking)} ${priceSentence(booking)}`,
    { say: 'See, move or cancel your appointment', href: links.manage },
    cancellationSentence(booking),
    'The attached file adds the appointment to your calendar. Declining it there does not cancel the appointment.',
    signature(booking),
  ]
}

const greeting = ({ patient }: LetterView) => `Hello ${patient.firstName},`
const timeOf = ({ startsAt, location }: LetterView) => printAppointmentTime(startsAt, location.timeZone)
/** "Tue 24 Nov, 9:30 am". */
const shortTime = ({ startsAt, location: { timeZone } }: LetterView) =>
  `${printShortDate(startsAt, timeZone)}, ${printTimeOfDay(startsAt, timeZone)}`
const signature = ({ clinic }: LetterView) =>
  `${clinic.name}. You can answer this mail, or call ${printPhone(clinic.phone)}.`
