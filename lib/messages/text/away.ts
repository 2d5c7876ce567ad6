import type { BookingView } from '../../booking/queries/view'
import type { Letter } from '../../mail/letter'
import { printAppointmentTime, printShortTime } from '../../time'

/** An appointment that cannot take place because somebody is away, and the time that is proposed instead; null where it is cancelled. */
export type AwayVisit = {
  visit: BookingView
  proposal: {
    startsAt: Date
    expiresAt: Date
    practitioner: { name: string }
    location: { timeZone: string }
  } | null
  /** The link by which it is answered. */
  manage: string
}

/** "We have to move your appointment: Tue 24 Nov, 9:30 am". Why somebody is away is nobody's business. */
export function awaySubject(away: readonly AwayVisit[]): string {
  const isAnyProposed = away.some(({ proposal }) => proposal)
  const [first] = away
  if (away.length > 1 || !first)
    return isAnyProposed ? 'We have to move your appointments' : 'Your appointments are cancelled'
  const { startsAt, location } = first.visit
  const time = printShortTime(startsAt, location.timeZone)
  return `${isAnyProposed ? 'We have to move your appointment' : 'Appointment cancelled'}: ${time}`
}

/** What is to be said of one: the fact, what is proposed and until when, where to answer. */
export function awayParts({ visit, proposal, manage }: AwayVisit, clinicLink: string): Letter['parts'] {
  const { startsAt, location, practitioner, reference } = visit
  const time = printAppointmentTime(startsAt, location.timeZone)
  if (!proposal)
    return [
      `We are sorry: ${practitioner.name} is away, and your appointment on ${time} is cancelled. Its reference was ${reference}. There is nothing to pay.`,
      { say: 'Book another time', href: clinicLink },
    ]
  return [
    `We are sorry: ${practitioner.name} is away, and your appointment on ${time} cannot take place.`,
    `We propose another time: ${printAppointmentTime(proposal.startsAt, proposal.location.timeZone)}, with ${proposal.practitioner.name}. We keep it for you until ${printAppointmentTime(proposal.expiresAt, proposal.location.timeZone)}.`,
    { say: 'Accept, choose another time or cancel', href: manage },
    'Moving or cancelling costs nothing. If you do not answer, we will call you.',
  ]
}
