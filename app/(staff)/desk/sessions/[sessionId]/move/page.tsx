import type { Metadata } from 'next'
import { FormField, FormSelect } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { moveSessionAction } from '@/lib/booking/actions'
import { type Attending, readSession } from '@/lib/booking/queries/sessions'
import { canMoveSession } from '@/lib/booking/rules'
import { getWorkplace } from '@/lib/clinics/queries/workplace'
import { now } from '@/lib/clock'
import { localDate, localTime, printAppointmentTime } from '@/lib/time'

export const metadata: Metadata = { title: 'Move session' }

/** Another time or practitioner for a session and everybody in it. The old time is kept until the new one is taken. */
export default async function MoveSessionPage({ params }: { params: Promise<{ sessionId: string }> }) {
  const actor = await requireActor('staff')
  const session = await orNotFound(readSession(actor, (await params).sessionId))
  const { id, sequence, startsAt, endsAt, location, service, practitioner, attending } = session
  const href = `/desk/sessions/${id}`
  const back = { href, say: 'The session' }
  if (!canMoveSession(session, now()))
    return (
      <Page title="This session can no longer be moved" back={back}>
        <p>It is cancelled or has begun, or somebody has arrived for it.</p>
      </Page>
    )
  const { practitioners, services } = await getWorkplace(actor)
  const offered = services.find(({ code }) => code === service.code)?.id ?? ''
  return (
    <FormPage
      title={`Move the session ${service.name}`}
      lead={`Now ${printAppointmentTime(startsAt, location.timeZone, endsAt)} with ${practitioner.name}, ${location.name}`}
      back={back}
      action={moveSessionAction}
    >
      <input type="hidden" name="sessionId" value={id} />
      <input type="hidden" name="sequence" value={sequence} />
      <div className="flex flex-wrap gap-4">
        <FormField
          name="onDate"
          label="Date"
          type="date"
          width="medium"
          defaultValue={localDate(startsAt, location.timeZone)}
        />
        <FormField
          name="at"
          label="Time"
          type="time"
          width="short"
          defaultValue={localTime(startsAt, location.timeZone)}
        />
      </div>
      <FormSelect
        name="practitionerId"
        label="With"
        defaultValue={practitioner.id}
        options={practitioners
          .filter((one) => one.id === practitioner.id || one.serviceIds.includes(offered))
          .map((one) => ({ value: one.id, label: one.name }))}
      />
      <WhoIsTold attending={attending} />
      <div className="flex flex-wrap gap-2">
        <SubmitButton>Move session</SubmitButton>
        <LinkButton kind="secondary" href={href}>
          Keep the time
        </LinkButton>
      </div>
    </FormPage>
  )
}

/** What follows for whom, before the button is pressed. */
function WhoIsTold({ attending }: { attending: readonly Attending[] }) {
  if (attending.length === 0) return <p>Nobody has a seat yet, so there is nobody to tell.</p>
  const toCall = attending.filter(({ hasEmail }) => !hasEmail).map(({ patientName }) => patientName)
  const mailed = attending.length - toCall.length
  return (
    <p>
      {attending.length === 1 ? '1 appointment moves' : `${attending.length} appointments move`} with it.
      {mailed > 0 && ` Told by mail: ${mailed}.`}
      {toCall.length > 0 && ` No email address, tell them by phone: ${toCall.join(', ')}.`}
    </p>
  )
}
