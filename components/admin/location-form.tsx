import { FormCheckbox, FormField, FormRadioGroup, FormSelect } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { FormSection } from '@/components/form/form-section'
import { SubmitButton } from '@/components/form/submit-button'
import { saveLocationAction } from '@/lib/clinics/actions'
import type { LocationSettings } from '@/lib/clinics/queries/setting-up'
import { printAmount } from '@/lib/clinics/text/money'
import { zoneOptions } from '@/lib/clinics/text/zones'
import { CancellationFields } from './cancellation-fields'

/** A location, new or there already. `clinic`: what a new one begins with. */
export function LocationForm({
  location,
  clinic,
}: {
  location?: LocationSettings
  clinic: { timeZone: string; currency: string }
}) {
  return (
    <FormPage
      title={location ? location.name : 'Add a location'}
      back={{ href: '/admin/locations', say: 'Locations' }}
      action={saveLocationAction}
    >
      {location && (
        <>
          <input type="hidden" name="locationId" value={location.id} />
          <input type="hidden" name="version" value={location.version} />
        </>
      )}
      <FormField name="name" label="Name" defaultValue={location?.name} width="medium" />
      <FormRadioGroup
        name="kind"
        label="How patients are seen here"
        defaultValue={location?.kind ?? 'in_person'}
        options={[
          { value: 'in_person', label: 'In person' },
          { value: 'telehealth', label: 'Telehealth', hint: 'By video, phone or chat' },
        ]}
      />
      <FormField
        name="address"
        label="Address"
        hint="Not needed for telehealth"
        defaultValue={location?.address ?? ''}
      />
      <FormSelect
        name="timeZone"
        label="Time zone"
        hint="Hours and appointment times here are in this zone"
        defaultValue={location?.timeZone ?? clinic.timeZone}
        options={zoneOptions()}
      />
      <FormCheckbox
        name="active"
        label="Open: times here are offered"
        hint="Close it to offer no more times. Appointments that are booked stay."
        defaultChecked={location?.active ?? true}
      />
      <FormSection title="Cancellation">
        <CancellationFields
          hours={String(location?.cancelNoticeHours ?? '')}
          fee={printAmount(location?.lateCancelFeeCents)}
          currency={clinic.currency}
          instead="the clinic’s policy"
        />
      </FormSection>
      <SubmitButton>{location ? 'Save' : 'Add location'}</SubmitButton>
    </FormPage>
  )
}
