import type { Metadata } from 'next'
import { FreeTimes } from '@/components/desk/free-times'
import { TooLate } from '@/components/desk/too-late'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { requireActor } from '@/lib/access/current'
import { proposeTimeAction } from '@/lib/booking/actions'
import { getWorkplace } from '@/lib/clinics/queries/workplace'
import { printAppointmentTime } from '@/lib/time'
import { freeTimes } from '../../../free-times'
import { type BookingParams, bookingAt, titleOf } from '../booking'

export const generateMetadata = ({ params }: { params: BookingParams }): Promise<Metadata> =>
  titleOf('Propose another time', params)

type Props = { params: BookingParams; searchParams: Promise<{ day?: string }> }

/** Another time for what a patient asked for: kept until they answer. */
export default async function ProposePage({ params, searchParams }: Props) {
  const actor = await requireActor('staff')
  const booking = await bookingAt(actor, params)
  const { id, version, status, patient, startsAt, location, service, type, mode } = booking
  const href = `/desk/bookings/${id}`
  if (status !== 'requested') return <TooLate deed="moved" status={status} href={href} />
  const clinic = await getWorkplace(actor)
  const wanted = { service: service.code, type, mode, location: location.id, practitioner: undefined }
  const view = await freeTimes(actor, clinic, wanted, (await searchParams).day)
  return (
    <Page
      wide
      title={`Propose another time to ${patient.name}`}
      lead={`Asked for ${printAppointmentTime(startsAt, location.timeZone)} with ${booking.practitioner.name}`}
      back={{ href, say: 'The appointment' }}
    >
      <ActionForm action={proposeTimeAction}>
        <input type="hidden" name="bookingId" value={id} />
        <input type="hidden" name="version" value={version} />
        <FreeTimes view={view} dayHref={(day) => `${href}/propose?${new URLSearchParams({ day })}`} />
        <p>
          {patient.email
            ? 'The time is kept, and the patient gets a mail with a link to accept or decline it.'
            : 'The time is kept. The patient has no email address: tell them by phone.'}
        </p>
        <div className="flex flex-wrap gap-2">
          <SubmitButton>Propose this time</SubmitButton>
          <LinkButton kind="secondary" href={href}>
            Not now
          </LinkButton>
        </div>
      </ActionForm>
    </Page>
  )
}
