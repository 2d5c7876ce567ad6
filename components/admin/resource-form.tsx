import { FormCheckbox, FormField, FormRadioGroup, FormSelect } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { saveResourceAction } from '@/lib/clinics/actions'
import type { LocationSettings, ResourceSettings } from '@/lib/clinics/queries/setting-up'

const KINDS = [
  { value: 'room', label: 'A room' },
  { value: 'equipment', label: 'Equipment' },
]

/** A room or a piece of equipment. What it is stays what it is. */
export function ResourceForm({
  resource,
  locations,
}: {
  resource?: ResourceSettings
  locations: LocationSettings[]
}) {
  return (
    <FormPage
      title={resource ? resource.name : 'Add a room or equipment'}
      back={{ href: '/admin/rooms', say: 'Rooms and equipment' }}
      action={saveResourceAction}
    >
      {resource && (
        <>
          <input type="hidden" name="resourceId" value={resource.id} />
          <input type="hidden" name="version" value={resource.version} />
          <input type="hidden" name="kind" value={resource.kind} />
        </>
      )}
      {!resource && (
        <FormRadioGroup name="kind" label="What is it?" options={KINDS} defaultValue="room" layout="chips" />
      )}
      <FormField
        name="name"
        label="Name"
        hint="For example “Room 2” or “Ultrasound”"
        defaultValue={resource?.name}
        width="medium"
      />
      <FormSelect
        name="locationId"
        label="Location"
        defaultValue={resource?.locationId ?? locations[0]?.id}
        options={locations.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <FormCheckbox name="active" label="Can be used" defaultChecked={resource?.active ?? true} />
      <SubmitButton>{resource ? 'Save' : 'Add'}</SubmitButton>
    </FormPage>
  )
}
