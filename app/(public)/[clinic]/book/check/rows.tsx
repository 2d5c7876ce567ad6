import { TimeHere } from '@/components/booking/time-here'
import type { SummaryRow } from '@/components/ui/summary-list'
import { currentActor } from '@/lib/access/current'
import { stepPath, waysOf } from '@/lib/booking/rules/journey'
import type { UnderWay } from '@/lib/booking/schema/draft'
import { placeOf } from '@/lib/booking/text'
import { now } from '@/lib/clock'
import { printMoney } from '@/lib/money'
import { listPeopleIActFor } from '@/lib/people/queries'
import { isoWithOffset, localDate, parseDateOfBirth, printAppointmentTime, printPlainDate } from '@/lib/time'
import type { keptVisit } from '../kept'

type Visit = NonNullable<Awaited<ReturnType<typeof keptVisit>>>

/** What is about to be booked, each with the way to change it. A time that is chosen anew leads straight back here. */
export function visitRows({ clinicSlug }: UnderWay, visit: Visit): SummaryRow[] {
  const { choices, clinic, service, type, mode, location, practitioner, minutes, priceCents } = visit
  const { service: code } = choices
  const change = (step: Parameters<typeof stepPath>[1], what: string, known: typeof choices) => ({
    change: { href: stepPath(clinicSlug, step, known), what },
  })
  const upToHow = { service: code, type }
  return [
    { label: 'Appointment', value: service.name, ...change('service', 'appointment', {}) },
    {
      label: 'Visit',
      value: `${type === 'initial' ? 'First visit' : 'Follow-up visit'}, ${minutes} minutes`,
      ...change('visit', 'visit', { service: code }),
    },
    {
      label: 'Where',
      value: placeOf({ mode, location }),
      ...(waysOf({ clinic }, service).length > 1 && change('how', 'where', upToHow)),
    },
    {
      label: 'With',
      value: practitioner.name,
      ...change('who', 'who with', { ...choices, practitioner: undefined }),
    },
    {
      label: 'When',
      value: (
        <>
          {printAppointmentTime(visit.visit.startsAt, location.timeZone)}
          {mode !== 'in_person' && <TimeHere at={isoWithOffset(visit.visit.startsAt, location.timeZone)} />}
        </>
      ),
      ...change('when', 'time', choices),
    },
    { label: 'Price', value: printMoney(priceCents, service.currency) },
  ]
}

/** For whom, as they typed it or as they are on file with whoever acts for them. */
export async function personRows(draft: UnderWay, { clinic, service }: Visit): Promise<SummaryRow[]> {
  const { answers, clinicSlug, bookFor } = draft
  const actor = await currentActor()
  const change = (what: string) => ({ change: { href: stepPath(clinicSlug, 'details'), what } })
  const about: SummaryRow[] = [
    { label: 'Reason for the visit', value: answers.reason, ...change('reason for the visit') },
    ...(service.requiresReferral
      ? [{ label: 'Referred by', value: answers.referredBy, ...change('who referred you') }]
      : []),
  ]
  if (actor.kind === 'patient' && bookFor !== 'other') {
    const people = await listPeopleIActFor(actor)
    const one = people.find(({ id }) => id === bookFor)
    const name = one && `${one.firstName} ${one.lastName}`
    const toPerson = { change: { href: stepPath(clinicSlug, 'person'), what: 'who the appointment is for' } }
    return [{ label: 'For', value: name, ...toPerson }, ...about]
  }
  const birth = parseDateOfBirth(answers.dateOfBirth ?? {}, localDate(now(), clinic.timeZone))
  return [
    { label: 'Name', value: `${answers.firstName} ${answers.lastName}`, ...change('name') },
    {
      label: 'Date of birth',
      value: birth.ok ? printPlainDate(birth.date) : undefined,
      ...change('date of birth'),
    },
    { label: 'Mobile number', value: answers.phone, ...change('mobile number') },
    { label: 'Email', value: answers.email, ...change('email') },
    ...about,
  ]
}
