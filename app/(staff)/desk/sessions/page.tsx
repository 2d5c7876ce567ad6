import type { Metadata } from 'next'
import { ActionForm } from '@/components/form/action-form'
import { FormField } from '@/components/form/fields'
import { FormSelect } from '@/components/form/form-select'
import { SubmitButton } from '@/components/form/submit-button'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Notification } from '@/components/ui/notification'
import { Table } from '@/components/ui/table'
import type { StaffActor } from '@/lib/access/actor'
import { requireActor } from '@/lib/access/current'
import { scheduleSessionAction } from '@/lib/booking/actions'
import { mayPlanAhead } from '@/lib/booking/policy'
import { listSessions } from '@/lib/booking/queries/sessions'
import { MODE_WORDS } from '@/lib/booking/text'
import { getWorkplace } from '@/lib/clinics/queries/workplace'
import { printAppointmentTime } from '@/lib/time'

export const metadata: Metadata = { title: 'Group sessions' }

/** Sessions to come with their seats, and a new one. */
export default async function SessionsPage({ searchParams }: { searchParams: Promise<{ done?: string }> }) {
  const actor = await requireActor('staff')
  if (!mayPlanAhead(actor, actor.clinicId)) return <NotAllowed home="/" />
  const { done } = await searchParams
  const sessions = await listSessions(actor)
  return (
    <Page wide title="Group sessions" back={{ href: '/desk', say: 'The day' }}>
      {done === 'cancelled' && <Notification kind="success" title="Session cancelled; everybody is told" />}
      {sessions.length === 0 ? (
        <EmptyState title="No sessions to come">
          A service for groups can be booked once it has a session here.
        </EmptyState>
      ) : (
        <Table
          caption="Sessions to come"
          quietCaption
          rows={sessions}
          rowKey={({ id }) => id}
          columns={[
            {
              head: 'When',
              rowHead: true,
              cell: ({ id, startsAt, location }) => (
                <Link href={`/desk/sessions/${id}`}>{printAppointmentTime(startsAt, location.timeZone)}</Link>
              ),
            },
            { head: 'Session', cell: ({ service }) => service.name },
            { head: 'With', cell: ({ practitioner }) => practitioner.name },
            {
              head: 'Seats left',
              end: true,
              cell: ({ capacity, taken }) => `${capacity - taken} of ${capacity}`,
            },
          ]}
        />
      )}
      <NewSession actor={actor} />
    </Page>
  )
}

async function NewSession({ actor }: { actor: StaffActor }) {
  const { services, practitioners, locations } = await getWorkplace(actor)
  const groups = services.filter(({ capacity }) => capacity > 1)
  if (groups.length === 0)
    return <p className="text-muted">No service is for groups: an administrator sets a service’s seats.</p>
  const modes = [...new Set(groups.flatMap((service) => service.modes))]
  return (
    <section aria-labelledby="new" className="flex max-w-2xl flex-col gap-4">
      <h2 id="new" className="font-semibold text-heading">
        New session
      </h2>
      <ActionForm action={scheduleSessionAction}>
        <FormSelect
          name="service"
          label="Service"
          options={groups.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <FormSelect name="practitionerId" label="With" options={practitioners.map(named)} />
        <FormSelect name="locationId" label="Place" options={locations.map(named)} />
        <FormSelect
          name="mode"
          label="How"
          options={modes.map((mode) => ({ value: mode, label: MODE_WORDS[mode] }))}
        />
        <FormField name="onDate" label="Date" type="date" width="medium" />
        <FormField name="at" label="Time" type="time" width="short" />
        <FormField
          name="minutes"
          label="Minutes"
          hint="The service’s length where empty"
          inputMode="numeric"
          width="short"
          optional
        />
        <FormField
          name="capacity"
          label="Seats"
          hint="The service’s seats where empty"
          inputMode="numeric"
          width="short"
          optional
        />
        <SubmitButton>Make the session</SubmitButton>
      </ActionForm>
    </section>
  )
}

const named = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name })
