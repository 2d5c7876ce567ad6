import type { Metadata } from 'next'
import { StatusBadge } from '@/components/booking/status-badge'
import { ActionForm } from '@/components/form/action-form'
import { FormTextarea } from '@/components/form/fields'
import { SubmitButton } from '@/components/form/submit-button'
import { Page } from '@/components/shell/page'
import { LinkButton } from '@/components/ui/button'
import { Disclosure } from '@/components/ui/disclosure'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Notification } from '@/components/ui/notification'
import { Table } from '@/components/ui/table'
import { requireActor } from '@/lib/access/current'
import { orNotFound } from '@/lib/access/pages'
import { cancelSessionAction } from '@/lib/booking/actions'
import { readSession } from '@/lib/booking/queries/sessions'
import { canMoveSession } from '@/lib/booking/rules'
import { sessionQuery } from '@/lib/booking/rules/journey'
import { now } from '@/lib/clock'
import { printPhone } from '@/lib/people/text'
import { printAppointmentTime } from '@/lib/time'

export const metadata: Metadata = { title: 'Group session' }

type Props = { params: Promise<{ sessionId: string }>; searchParams: Promise<{ done?: string }> }

/** Who comes to a session, the seats left, moving and cancelling it. */
export default async function SessionPage({ params, searchParams }: Props) {
  const actor = await requireActor('staff')
  const { done } = await searchParams
  const session = await orNotFound(readSession(actor, (await params).sessionId))
  const { startsAt, endsAt, location, service, practitioner, capacity, taken, cancelledAt, attending } =
    session
  const toCall = attending.filter(({ hasEmail }) => !hasEmail).map(({ patientName }) => patientName)
  const isOpen = !cancelledAt && startsAt > now()
  return (
    <Page
      wide
      title={`${service.name}: ${taken < capacity ? `${capacity - taken} of ${capacity} seats left` : `all ${capacity} seats taken`}`}
      lead={`${printAppointmentTime(startsAt, location.timeZone, endsAt)} with ${practitioner.name}, ${location.name}`}
      back={{ href: '/desk/sessions', say: 'Group sessions' }}
      actions={
        isOpen ? (
          <>
            {canMoveSession(session, now()) && (
              <LinkButton kind="secondary" href={`/desk/sessions/${session.id}/move`}>
                Move session
              </LinkButton>
            )}
            {taken < capacity && (
              <LinkButton href={`/desk/book${sessionQuery(session.id)}`}>Add a patient</LinkButton>
            )}
          </>
        ) : undefined
      }
    >
      {done === 'moved' && (
        <Notification kind="success" title="Session moved">
          {toCall.length > 0
            ? `Everybody in it with an email address is told by mail. To be told by phone: ${toCall.join(', ')}.`
            : 'Everybody in it is told by mail.'}
        </Notification>
      )}
      {cancelledAt && <Notification kind="warning" title="This session is cancelled" />}
      {attending.length === 0 ? (
        <EmptyState title="Nobody has a seat yet">
          Patients book seats online, or the front desk does.
        </EmptyState>
      ) : (
        <Table
          caption="Who comes"
          quietCaption
          rows={attending}
          rowKey={({ id }) => id}
          columns={[
            {
              head: 'Patient',
              rowHead: true,
              cell: ({ id, patientName, patientNumber }) => (
                <>
                  <Link href={`/desk/bookings/${id}`}>{patientName}</Link>{' '}
                  <span className="font-normal text-muted text-small">{patientNumber}</span>
                </>
              ),
            },
            { head: 'Phone', cell: ({ phone }) => (phone ? printPhone(phone) : 'No phone') },
            { head: 'Status', cell: ({ status }) => <StatusBadge status={status} /> },
          ]}
        />
      )}
      {isOpen && (
        <Disclosure summary="Cancel this session">
          <ActionForm action={cancelSessionAction}>
            <input type="hidden" name="sessionId" value={session.id} />
            <p>Every appointment in it is cancelled free of charge, and each patient is told by mail.</p>
            <FormTextarea name="reason" label="Why" hint="For the history of each appointment" rows={2} />
            <SubmitButton kind="danger">Cancel session</SubmitButton>
          </ActionForm>
        </Disclosure>
      )}
    </Page>
  )
}
