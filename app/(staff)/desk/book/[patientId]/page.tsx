import type { Metadata } from 'next'
import { ComingVisits } from '@/components/desk/coming-visits'
import { FreeTimes } from '@/components/desk/free-times'
import { OtherTime } from '@/components/desk/other-time'
import { readPlace, VisitChoices } from '@/components/desk/visit-choices'
import { ActionForm } from '@/components/form/action-form'
import { FormTextarea } from '@/components/form/fields'
import { IdempotencyKey } from '@/components/form/idempotency-key'
import { SubmitButton } from '@/components/form/submit-button'
import { PatientLine } from '@/components/people/patient-line'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Notification } from '@/components/ui/notification'
import type { StaffActor } from '@/lib/access/actor'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { bookForCallerAction } from '@/lib/booking/actions'
import { listComingVisits } from '@/lib/booking/queries/caller'
import { getWorkplace, type Workplace } from '@/lib/clinics/queries/workplace'
import { getPatient } from '@/lib/people/queries'
import { freeTimes } from '../../free-times'
import { type AskedVisit, askedInFull, wantedVisit } from './wanted'

export const metadata: Metadata = { title: 'Book for a caller' }

type Props = { params: Promise<{ patientId: string }>; searchParams: Promise<AskedVisit> }

/** What and when, for a caller who is on file. The choices are in the address; of the patient only an id is. */
export default async function BookForPatientPage({ params, searchParams }: Props) {
  const actor = await requireActor('staff')
  const { patientId } = await params
  const asked = await askedInFull(actor, await searchParams)
  const patient = await orNotFound(getPatient(actor, patientId))
  const [clinic, visits] = await Promise.all([getWorkplace(actor), listComingVisits(actor, patientId)])
  const name = `${patient.firstName} ${patient.lastName}`
  const choice = wantedVisit(asked, clinic, visits.hasBeenSeen)
  const path = `/desk/book/${patient.id}`
  return (
    <Page
      wide
      title={`Book for ${name}`}
      back={{ href: '/desk/book', say: 'Find another patient' }}
      actions={
        <LinkButton kind="secondary" href={`/desk/patients/${patient.id}/documents`}>
          Documents
        </LinkButton>
      }
    >
      <PatientLine patient={patient} />
      <p>
        <Link href={`/desk/patients/${patient.id}/people`}>Who acts for them</Link>
      </p>
      {patient.isProvisional && (
        <Notification
          kind="warning"
          title="Booked online as new: check name, birth date and phone with the caller"
        />
      )}
      <ComingVisits visits={visits.coming} />
      {choice ? (
        <>
          <VisitChoices path={path} {...choice} />
          <p>
            <Link href={`${path}/series?${new URLSearchParams(choice.wanted)}`}>Book a series instead</Link>
          </p>
          <Times
            actor={actor}
            clinic={clinic}
            choice={choice}
            path={path}
            day={asked.day}
            time={asked.time}
            patientId={patient.id}
          />
        </>
      ) : (
        <EmptyState title="There is nothing to book">The clinic has no services yet.</EmptyState>
      )}
    </Page>
  )
}

type TimesProps = {
  actor: StaffActor
  clinic: Workplace
  choice: NonNullable<ReturnType<typeof wantedVisit>>
  path: string
  day: string | undefined
  /** Chosen to begin with. */
  time: string | undefined
  patientId: string
}

async function Times({ actor, clinic, choice, path, day, time, patientId }: TimesProps) {
  const { wanted, practitioners, service: offered } = choice
  const isGroup = offered.capacity > 1
  const { mode, location } = readPlace(wanted.place)
  const { service, type } = wanted
  const practitioner = wanted.with || undefined
  const view = await freeTimes(actor, clinic, { service, type, practitioner, location, mode }, day)
  const dayHref = (date: string) => `${path}?${new URLSearchParams({ ...wanted, day: date })}`
  return (
    <ActionForm action={bookForCallerAction}>
      {Object.entries({ patientId, service, type, mode, locationId: location }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <FreeTimes view={view} dayHref={dayHref} chosen={time} />
      {!isGroup && <OtherTime practitioners={practitioners} chosen={practitioner} />}
      <FormTextarea name="reason" label="Reason for the visit" optional rows={2} />
      <IdempotencyKey />
      <SubmitButton>Book appointment</SubmitButton>
    </ActionForm>
  )
}
