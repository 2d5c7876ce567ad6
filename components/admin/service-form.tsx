import { FormCheckbox, FormCheckboxes, FormField, FormTextarea } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { FormSection } from '@/components/form/form-section'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { saveServiceAction } from '@/lib/clinics/actions'
import type { ServiceSettings } from '@/lib/clinics/queries/setting-up'
import { printAmount } from '@/lib/clinics/text/money'
import { CancellationFields } from './cancellation-fields'
import { NumberField, ServiceRules } from './service-rules'

const MODES = [
  { value: 'in_person', label: 'In person' },
  { value: 'video', label: 'By video' },
  { value: 'phone', label: 'By phone' },
  { value: 'chat', label: 'By chat' },
]

/** A service with every rule it lives by, new or there already. */
export function ServiceForm({ service, currency }: { service?: ServiceSettings; currency: string }) {
  return (
    <FormPage
      title={service ? service.name : 'Add a service'}
      back={{ href: '/admin/services', say: 'Services' }}
      action={saveServiceAction}
    >
      {service && (
        <>
          <input type="hidden" name="serviceId" value={service.id} />
          <input type="hidden" name="version" value={service.version} />
          <MoreOf service={service} />
        </>
      )}
      <FormField name="name" label="Name" hint="For example “GP appointment”" defaultValue={service?.name} />
      <FormField
        name="category"
        label="Category"
        hint="For example “General practice”"
        defaultValue={service?.category}
        width="medium"
      />
      <FormTextarea
        name="description"
        label="Description"
        hint="What it is and who it is for, in a sentence or two"
        optional
        rows={2}
        defaultValue={service?.description}
      />
      <FormCheckboxes
        name="modes"
        label="How patients are seen"
        defaultValues={service?.modes ?? ['in_person']}
        options={MODES}
      />
      <FormSection title="Length and price" lead="Practitioners may have their own, under “Who offers it”.">
        <NumberField name="initialMinutes" label="First visit (minutes)" value={service?.initialMinutes} />
        <NumberField
          name="initialPriceCents"
          label={`Price of a first visit (${currency})`}
          value={printAmount(service?.initialPriceCents)}
          isMoney
        />
        <NumberField name="followUpMinutes" label="Follow-up (minutes)" value={service?.followUpMinutes} />
        <NumberField
          name="followUpPriceCents"
          label={`Price of a follow-up (${currency})`}
          value={printAmount(service?.followUpPriceCents)}
          isMoney
        />
      </FormSection>
      <ServiceRules service={service} />
      <FormSection title="Cancellation">
        <CancellationFields
          hours={String(service?.cancelNoticeHours ?? '')}
          fee={printAmount(service?.lateCancelFeeCents)}
          currency={currency}
          instead="the location’s or the clinic’s policy"
        />
      </FormSection>
      <FormCheckbox
        name="active"
        label="Offered"
        hint="Without it nobody can book it. Appointments that are booked stay."
        defaultChecked={service?.active ?? true}
      />
      <SubmitButton>{service ? 'Save' : 'Add service'}</SubmitButton>
    </FormPage>
  )
}

function MoreOf({ service: { id, practitioners, needs } }: { service: ServiceSettings }) {
  const href = `/admin/services/${id}`
  return (
    <ul className="flex flex-col gap-1">
      <li>
        <Link href={`${href}/offers`}>Who offers it</Link>: {countOf(practitioners.length, 'practitioner')}
      </li>
      <li>
        <Link href={`${href}/needs`}>Rooms and equipment it needs</Link>:{' '}
        {needs.map(({ name }) => name).join(', ') || 'none'}
      </li>
    </ul>
  )
}

const countOf = (count: number, what: string) => (count === 1 ? `one ${what}` : `${count || 'no'} ${what}s`)
