import type { Metadata } from 'next'
import { AbsenceForm } from '@/components/desk/absence-form'
import { AwayPlan, type PlanRow } from '@/components/desk/away-plan'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { Disclosure } from '@/components/ui/disclosure'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Link } from '@/components/ui/link'
import { Notification } from '@/components/ui/notification'
import type { StaffActor } from '@/lib/access/actor'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { mayAnswerRequests } from '@/lib/booking/policy'
import { type AwayBooking, type AwayScene, absenceOf, sceneOf } from '@/lib/booking/queries/away'
import { type Planned, planTimes } from '@/lib/booking/rules/away'
import { timeValue } from '@/lib/booking/schema'
import { absenceWords, timeWords } from '@/lib/booking/text/away'
import { getWorkplace, type Workplace } from '@/lib/clinics/queries/workplace'
import { now } from '@/lib/clock'
import { Refusal } from '@/lib/errors'
import { printPhone } from '@/lib/people/text'
import { printAppointmentTime, printZone } from '@/lib/time'
import { type AskedAbsence, readAbsence, whoMayBeAway } from '../asked'

export const metadata: Metadata = { title: 'Other times for their patients' }

type Props = { searchParams: Promise<AskedAbsence> }

/** The appointments inside an absence, each with a time that could be proposed. Looking changes nothing. */
export default async function PlanPage({ searchParams }: Props) {
  const actor = await requireActor('staff')
  if (!mayAnswerRequests(actor, actor.clinicId)) return <NotAllowed home="/" />
  const [clinic, asked] = await Promise.all([getWorkplace(actor), searchParams])
  const read = await askedScene(actor, asked)
  const form = (problems?: Record<string, string>) => (
    <AbsenceForm
      practitioners={whoMayBeAway(actor, clinic)}
      zone={printZone(clinic.timeZone)}
      said={asked}
      {...(problems && { problems })}
    />
  )
  if ('problems' in read)
    return (
      <Page title="Somebody is away" back={{ href: '/desk/away', say: 'Absences' }}>
        <ErrorSummary
          say="Check what you entered."
          problems={Object.entries(read.problems).map(([id, message]) => ({ id, message }))}
          moment={read.problems}
        />
        {form(read.problems)}
      </Page>
    )
  const { input, scene } = read
  const { bookings, sessions, displaced, engaged, absence } = scene
  const name = nameOf(absence.practitionerId, clinic)
  const plans = planTimes(displaced, absence, engaged, now())
  const rows = plans.map((plan, n) => rowOf(plan, displaced[n] as AwayBooking, clinic))
  return (
    <Page
      wide
      title={`${name} is away: ${rows.length} ${rows.length === 1 ? 'appointment' : 'appointments'} to move`}
      lead={absenceWords(absence.from, absence.to, absence.timeZone)}
      back={{ href: '/desk/away', say: 'Absences' }}
    >
      <Disclosure summary="Somebody else, or another time">{form()}</Disclosure>
      <Besides bookings={bookings} sessions={sessions} />
      {rows.length === 0 ? (
        <EmptyState title="No appointments to move">
          Nobody is booked then to whom no other time is proposed yet. Leave can be entered under{' '}
          <Link href={`/admin/hours/${absence.practitionerId}`}>their hours</Link>.
        </EmptyState>
      ) : (
        <AwayPlan absence={input} rows={rows} name={name} />
      )}
    </Page>
  )
}

async function askedScene(actor: StaffActor, asked: AskedAbsence) {
  const read = readAbsence(asked)
  if ('problems' in read) return read
  try {
    const absence = await orNotFound(absenceOf(actor, read.input))
    return { input: read.input, scene: await sceneOf(actor, absence) }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'invalid_input') return { problems: error.fields }
    throw error
  }
}

/** What is inside the absence and is dealt with elsewhere. */
function Besides({ bookings, sessions }: Pick<AwayScene, 'bookings' | 'sessions'>) {
  const proposed = bookings.filter(({ proposedUntil }) => proposedUntil !== null).length
  const requested = bookings.filter(({ status }) => status === 'requested').length
  if (proposed + requested + sessions.length === 0) return null
  return (
    <Notification kind="info" title="Not in the list below">
      {proposed > 0 && (
        <p>{proposed} to whom another time is proposed already: they are on the list of their absence.</p>
      )}
      {sessions.map(({ id, serviceName, startsAt, timeZone, taken }) => (
        <p key={id}>
          The session{' '}
          <Link href={`/desk/sessions/${id}`}>
            {serviceName}, {printAppointmentTime(startsAt, timeZone)}
          </Link>{' '}
          ({taken} {taken === 1 ? 'seat' : 'seats'} taken):{' '}
          <Link href={`/desk/sessions/${id}/move`}>move it as one</Link>, to another time or practitioner, or
          cancel it there. Everybody in it is told.
        </p>
      ))}
      {requested > 0 && (
        <p>
          {requested} asked for and not yet confirmed: answer them under{' '}
          <Link href="/desk/requests">Requests</Link>.
        </p>
      )}
    </Notification>
  )
}

function rowOf({ time, others }: Planned, booking: AwayBooking, clinic: Workplace): PlanRow {
  const { id, version, patientName, startsAt, endsAt, timeZone, serviceName, email, phone } = booking
  const option = (one: NonNullable<typeof time>) => ({
    value: timeValue(one),
    label: timeWords(one, timeZone, nameOf(one.practitionerId, clinic)),
  })
  const leave = { value: 'leave', label: time ? 'Leave it for now' : 'No free time found: leave it for now' }
  return {
    ...{ id, version, patientName, serviceName },
    time: printAppointmentTime(startsAt, timeZone, endsAt),
    isReached: email !== null,
    reach: email ?? (phone ? `No email: call ${printPhone(phone)}` : 'No email and no phone'),
    options: [
      ...(time ? [option(time)] : [leave]),
      ...others.map(option),
      ...(time ? [leave] : []),
      { value: 'cancel', label: 'Cancel, and say sorry' },
    ],
  }
}

function nameOf(id: string, { practitioners }: Workplace): string {
  return practitioners.find((one) => one.id === id)?.name ?? 'A practitioner'
}
