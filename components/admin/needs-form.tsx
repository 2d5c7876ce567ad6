import { FormCheckboxes, FormField } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { FormSection } from '@/components/form/form-section'
import { SubmitButton } from '@/components/form/submit-button'
import { saveNeedsAction } from '@/lib/clinics/actions'
import type { ResourceSettings, ServiceSettings } from '@/lib/clinics/queries/setting-up'

/** What every visit needs beside the practitioner: of each need, one that is free. */
export function NeedsForm({
  service,
  resources,
}: {
  service: ServiceSettings
  resources: ResourceSettings[]
}) {
  const needs = [...service.needs, { id: 'new', name: '', resourceIds: [] }]
  return (
    <FormPage
      title={`What does ${service.name} need?`}
      lead="For each need, one of what is ticked is booked together with the practitioner."
      back={{ href: `/admin/services/${service.id}`, say: service.name }}
      action={saveNeedsAction}
    >
      <input type="hidden" name="serviceId" value={service.id} />
      <input type="hidden" name="version" value={service.needsVersion} />
      {needs.map(({ id, name, resourceIds }) => (
        <FormSection
          key={id}
          title={name || 'Another need'}
          lead={id === 'new' ? undefined : 'Untick everything to take this need away.'}
        >
          <FormField
            name={`needs.${id}.name`}
            label="Name"
            hint="For example “Treatment room”"
            defaultValue={name}
            width="medium"
            optional={id === 'new'}
          />
          <FormCheckboxes
            name={`needs.${id}.resourceIds`}
            label="One of these"
            defaultValues={resourceIds}
            options={resources.map((one) => ({ value: one.id, label: one.name, hint: one.location.name }))}
          />
        </FormSection>
      ))}
      <SubmitButton>Save</SubmitButton>
    </FormPage>
  )
}
