import type { Metadata } from 'next'
import Form from 'next/form'
import { FreeTimes } from '@/components/desk/free-times'
import { OtherTime } from '@/components/desk/other-time'
import { TooLate } from '@/components/desk/too-late'
import { WithFollowing } from '@/components/desk/with-following'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Page } from '@/components/shell/page'
import { Button, LinkButton } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { requireActor } from '@/lib/access/current'
import { staffMoveAction } from '@/lib/booking/actions'
import { canStaffMove } from '@/lib/booking/rules'
import { getWorkplace } from '@/lib/clinics/queries/workplace'
import { printAppointmentTime } from '@/lib/time'
import { freeTimes } from '../../../free-times'
import { type BookingParams, bookingAt, titleOf } from '../booking'

export const generateMetadata = ({ params }: { params: BookingParams }): Promise<Metadata> =>
  titleOf('Move appointment', params)

type Props = {
  params: BookingParams
  searchParams: Promise<{ with?: string; day?: string }>
}

/** Another time for the same booking; same reference, link and price. The old time is kept until the new one is taken. */
export default async function MovePage({ params, searchParams }: Props) {
  const actor = await requireActor('staff')
  const booking = await bookingAt(actor, params)
  const asked = await searchParams
  const { id, version, status, patient, startsAt, location, service, type, mode } = booking
  const href = `/desk/bookings/${id}`
  if (!canStaffMove(status)) return <TooLate deed="moved" status={status} href={href} />
  const clinic = await getWorkplace(actor)
  const offered = clinic.services.find(({ code }) => code === service.code)
  const practitioners = clinic.practitioners.filter((one) => offered && one.serviceIds.includes(offered.id))
  const chosen = asked.with === undefined ? booking.practitioner.id : asked.with
  const practitioner = practitioners.find((one) => one.id === chosen)?.id
  const wanted = { service: service.code, type, mode, location: location.id, practitioner }
  const view = await freeTimes(actor, clinic, wanted, asked.day)
  const dayHref = (day: string) => `${href}/move?${new URLSearchParams({ with: practitioner ?? '', day })}`
  return (
    <Page
      wide
      title={`Move ${patient.name}’s appointment`}
      lead={`Now ${printAppointmentTime(startsAt, location.timeZone)} with ${booking.practitioner.name}`}
      back={{ href, say: 'The appointment' }}
    >
      <Form
        action={`${href}/move`}
        prefetch={false}
        scroll={false}
        className="flex flex-wrap items-end gap-3"
      >
        <Select
          id="with"
          name="with"
          label="Practitioner"
          defaultValue={practitioner ?? ''}
          options={[
            { value: '', label: 'Anyone' },
            ...practitioners.map((one) => ({ value: one.id, label: one.name })),
          ]}
        />
        <Button type="submit" kind="secondary">
          Show times
        </Button>
      </Form>
      <ActionForm action={staffMoveAction}>
        <input type="hidden" name="bookingId" value={id} />
        <input type="hidden" name="version" value={version} />
        <FreeTimes view={view} dayHref={dayHref} />
        {service.capacity === 1 && (
          <OtherTime
            practitioners={practitioners.map((one) => ({ value: one.id, label: one.name }))}
            chosen={practitioner}
          />
        )}
        <WithFollowing seriesPosition={booking.seriesPosition} deed="Move" />
        <p>
          {patient.email
            ? 'The patient is told by mail, with a new calendar entry.'
            : 'The patient has no email address: tell them by phone.'}
        </p>
        <div className="flex flex-wrap gap-2">
          <SubmitButton>Move appointment</SubmitButton>
          <LinkButton kind="secondary" href={href}>
            Keep the time
          </LinkButton>
        </div>
      </ActionForm>
    </Page>
  )
}
