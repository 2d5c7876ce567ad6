import type { BookingView } from '../../booking/queries/view'
import { nextSentence, placeOf, priceSentence } from '../../booking/text'
import { cancellationSentence, declinedSentences, feeSentence } from '../../booking/text/cancelling'
import type { MessageKind } from '../../events'
import type { Letter } from '../../mail/letter'
import { printPhone } from '../../people/text'
import { printAppointmentTime, printShortTime } from '../../time'
import { type AwayVisit, awayParts, awaySubject } from './away'
import { visitsToTell } from './series'

/** A booking as a letter tells of it. Never the service, the reason or a note: a mail is read over shoulders (security.md N6). */
export type LetterView = BookingView & {
  clinic: BookingView['clinic'] & { email: string }
  patient: { firstName: string; lastName: string }
  cancelReason: string | null
  /** Another time that the clinic proposes now. */
  proposal: {
    startsAt: Date
    expiresAt: Date
    practitioner: { name: string }
    location: { timeZone: string }
  } | null
  /** Of a series: its visits from this one on. */
  visits: readonly BookingView[]
  /** Where somebody is away: what it means for the patient's appointments. */
  away?: readonly AwayVisit[]
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
  'booking.stretched': (booking, links) => ({
    subject: `Appointment changed: ${shortTime(booking)}`,
    parts: [
      greeting(booking),
      `Your appointment with ${booking.clinic.name} has changed. It is now on ${printAppointmentTime(booking.startsAt, booking.location.timeZone, booking.endsAt)}.`,
      ...whatToKnow(booking, links),
    ],
  }),
  'booking.movedBack': (booking, links) => ({
    subject: `Appointment as before: ${shortTime(booking)}`,
    parts: [
      greeting(booking),
      `Your appointment with ${booking.clinic.name} stays as it was, whatever our last mail says. It is on ${timeOf(booking)}.`,
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
  'request.received': (booking, links) => ({
    subject: `Asked for, not yet confirmed: ${shortTime(booking)}`,
    parts: [
      greeting(booking),
      `You asked ${booking.clinic.name} for an appointment on ${timeOf(booking)}. It is not confirmed yet: we keep the time for you and answer by mail.`,
      factsOf(booking),
      priceSentence(booking),
      { say: 'See, move or cancel what you asked for', href: links.manage },
      signature(booking),
    ],
  }),
  'request.declined': (booking, links) => ({
    subject: `We cannot offer you this appointment: ${shortTime(booking)}`,
    parts: [
      greeting(booking),
      ...declinedSentences(booking, booking.cancelReason),
      { say: 'Ask for another time', href: links.clinic },
      signature(booking),
    ],
  }),
  'request.lapsed': (booking, links) => ({
    subject: `Your request was not answered in time: ${shortTime(booking)}`,
    parts: [
      greeting(booking),
      `The appointment that you asked ${booking.clinic.name} for on ${timeOf(booking)} was not confirmed in time, so it does not take place. We are sorry. There is nothing to pay.`,
      { say: 'Ask for another time', href: links.clinic },
      signature(booking),
    ],
  }),
  'proposal.made': (booking, links) => ({
    subject: `Another time for your appointment: ${proposedTime(booking, printShortTime)}`,
    parts: [
      greeting(booking),
      `You asked ${booking.clinic.name} for ${timeOf(booking)}. We propose another time: ${proposedTime(booking, printAppointmentTime)}, with ${booking.proposal?.practitioner.name ?? ''}.`,
      `We keep it for you until ${booking.proposal ? printAppointmentTime(booking.proposal.expiresAt, booking.location.timeZone) : ''}. Please say whether it suits you.`,
      { say: 'Answer: accept or decline this time', href: links.manage },
      signature(booking),
    ],
  }),
  'away.told': (booking, links) => ({
    subject: awaySubject(booking.away ?? []),
    parts: [
      greeting(booking),
      ...(booking.away ?? []).flatMap((one) => awayParts(one, links.clinic)),
      signature(booking),
    ],
  }),
  'series.booked': (booking, links) => ({
    subject: `Appointments confirmed: ${booking.visits.length} visits from ${shortTime(booking)}`,
    parts: [
      greeting(booking),
      `These appointments with ${booking.clinic.name} are booked:`,
      listOf(booking, 'series.booked'),
      `Each can be moved or cancelled by itself. ${nextSentence(booking)}`,
      { say: 'See, move or cancel the first', href: links.manage },
      cancellationSentence(booking),
      'The attached file adds them all to your calendar. Declining there does not cancel anything.',
      signature(booking),
    ],
  }),
  'series.moved': (booking, links) => ({
    subject: `Appointments moved: from ${shortTime(booking)}`,
    parts: [
      greeting(booking),
      `Your appointments with ${booking.clinic.name} have moved. They are now on:`,
      listOf(booking, 'series.moved'),
      { say: 'See, move or cancel the first of them', href: links.manage },
      'The attached file changes them in your calendar.',
      signature(booking),
    ],
  }),
  'series.cancelled': (booking, links) => ({
    subject: `Appointments cancelled: from ${shortTime(booking)}`,
    parts: [
      greeting(booking),
      `These appointments with ${booking.clinic.name} are cancelled:`,
      listOf(booking, 'series.cancelled'),
      { say: 'Book another time', href: links.clinic },
      signature(booking),
    ],
  }),
}

/** One line for each visit that the letter is about. */
function listOf(booking: LetterView, kind: MessageKind): Letter['parts'][number] {
  return {
    facts: visitsToTell(kind, booking).map((visit, n) => [
      `${n + 1}`,
      `${printAppointmentTime(visit.startsAt, visit.location.timeZone)}, with ${visit.practitioner.name}. Reference ${visit.reference}`,
    ]),
  }
}

function proposedTime({ proposal }: LetterView, print: (at: Date, zone: string) => string): string {
  return proposal ? print(proposal.startsAt, proposal.location.timeZone) : ''
}

function whatToKnow(booking: LetterView, links: Links): Letter['parts'] {
  return [
    factsOf(booking),
    `${nextSentence(booking)} ${priceSentence(booking)}`,
    { say: 'See, move or cancel your appointment', href: links.manage },
    cancellationSentence(booking),
    'The attached file adds the appointment to your calendar. Declining it there does not cancel the appointment.',
    signature(booking),
  ]
}

function factsOf(booking: LetterView): Letter['parts'][number] {
  return {
    facts: [
      ['When', timeOf(booking)],
      ['Where', placeOf(booking)],
      ['With', booking.practitioner.name],
      ['Reference', booking.reference],
    ],
  }
}

const greeting = ({ patient }: LetterView) => `Hello ${patient.firstName},`
const timeOf = ({ startsAt, location }: LetterView) => printAppointmentTime(startsAt, location.timeZone)
const shortTime = ({ startsAt, location: { timeZone } }: LetterView) => printShortTime(startsAt, timeZone)
const signature = ({ clinic }: LetterView) =>
  `${clinic.name}. You can answer this mail, or call ${printPhone(clinic.phone)}.`
