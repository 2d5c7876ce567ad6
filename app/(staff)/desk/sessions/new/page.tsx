import type { Metadata } from 'next'
import { FormField, FormSelect } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { NotAllowed } from '@/components/shell/not-allowed'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { requireActor } from '@/lib/access/current'
import { scheduleSessionAction } from '@/lib/booking/actions'
import { mayPlanAhead } from '@/lib/booking/policy'
import { MODE_WORDS } from '@/lib/booking/text'
import { getWorkplace, type Workplace, type WorkplaceService } from '@/lib/clinics/queries/workplace'

export const metadata: Metadata = { title: 'New group session' }

const back = { href: '/desk/sessions', say: 'Group sessions' }

/** A dated session of a service for groups. */
export default async function NewSessionPage() {
  const actor = await requireActor('staff')
  if (!mayPlanAhead(actor, actor.clinicId)) return <NotAllowed home="/" />
  const clinic = await getWorkplace(actor)
  const groups = clinic.services.filter(({ capacity }) => capacity > 1)
  if (groups.length === 0)
    return (
      <Page title="New group session" back={back}>
        <EmptyState title="No service is for groups">
          An administrator gives a service more than one seat under Set-up, Services.
        </EmptyState>
      </Page>
    )
  return (
    <FormPage title="New group session" back={back} action={scheduleSessionAction}>
      <Where clinic={clinic} groups={groups} />
      <div className="flex flex-wrap gap-4">
        <FormField name="onDate" label="Date" type="date" width="medium" />
        <FormField name="at" label="Time" type="time" width="short" />
      </div>
      <FormField
        name="minutes"
        label="Minutes"
        hint={`Left empty: ${perService(groups, ({ initialMinutes }) => initialMinutes)}`}
        inputMode="numeric"
        width="short"
        optional
      />
      <FormField
        name="capacity"
        label="Seats"
        hint={`Left empty: ${perService(groups, ({ capacity }) => capacity)}`}
        inputMode="numeric"
        width="short"
        optional
      />
      <SubmitButton>Make the session</SubmitButton>
    </FormPage>
  )
}

function Where({ clinic, groups }: { clinic: Workplace; groups: WorkplaceService[] }) {
  const practitioners = clinic.practitioners.filter(({ serviceIds }) =>
    groups.some(({ id }) => serviceIds.includes(id)),
  )
  const modes = [...new Set(groups.flatMap((service) => service.modes))]
  return (
    <>
      <FormSelect
        name="service"
        label="Service"
        options={groups.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <FormSelect name="practitionerId" label="With" options={practitioners.map(named)} />
      <FormSelect name="locationId" label="Place" options={clinic.locations.map(named)} />
      {modes.length > 1 ? (
        <FormSelect
          name="mode"
          label="How"
          options={modes.map((mode) => ({ value: mode, label: MODE_WORDS[mode] }))}
        />
      ) : (
        <input type="hidden" name="mode" value={modes[0]} />
      )}
    </>
  )
}

/** "45", or of several services "Yoga 45, Pilates 60". */
function perService(groups: WorkplaceService[], of: (service: WorkplaceService) => number): string {
  return groups
    .map((service) => (groups.length > 1 ? `${service.name} ${of(service)}` : String(of(service))))
    .join(', ')
}

const named = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name })
