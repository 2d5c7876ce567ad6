import { FormCheckbox, FormField, FormSelect } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { savePractitionerAction } from '@/lib/clinics/actions'
import type { PeopleSettings } from '@/lib/clinics/queries/setting-up'

/** The profile of somebody who can be booked. `members`: who may sign in as them. `of`: the member a new profile is for. */
export function PractitionerForm({
  practitioner,
  members,
  of,
}: {
  practitioner?: PeopleSettings['practitioners'][number]
  members: PeopleSettings['members']
  of?: PeopleSettings['members'][number]
}) {
  const accounts = members.map(({ accountId, account }) => ({ value: accountId, label: account.name }))
  return (
    <FormPage
      title={practitioner ? practitioner.name : 'Add a practitioner'}
      lead="Patients read this when they choose who to see."
      back={{ href: '/admin/people', say: 'People' }}
      action={savePractitionerAction}
    >
      {practitioner && (
        <>
          <input type="hidden" name="practitionerId" value={practitioner.id} />
          <input type="hidden" name="version" value={practitioner.version} />
        </>
      )}
      <FormField
        name="name"
        label="Name as patients see it"
        hint="For example “Dr Lucia Mora”"
        defaultValue={practitioner?.name ?? of?.account.name}
        autoComplete="off"
      />
      <FormField
        name="title"
        label="What they are"
        hint="For example “General practitioner”"
        defaultValue={practitioner?.title}
        autoComplete="off"
      />
      <FormSelect
        name="accountId"
        label="Signs in as"
        hint="Whose appointments they see as their own. They get the role of a practitioner."
        optional
        defaultValue={practitioner?.accountId ?? of?.accountId ?? ''}
        options={[{ value: '', label: 'Does not sign in' }, ...accounts]}
      />
      <FormField
        name="specialisations"
        label="Specialisations"
        hint="With commas between them"
        optional
        defaultValue={practitioner?.specialisations.join(', ')}
        autoComplete="off"
      />
      <FormField
        name="registrationNumber"
        label="Registration number"
        optional
        width="medium"
        defaultValue={practitioner?.registrationNumber ?? ''}
        autoComplete="off"
      />
      <FormField
        name="registrationBody"
        label="Registered with"
        hint="For example “AHPRA”"
        optional
        width="medium"
        defaultValue={practitioner?.registrationBody ?? ''}
        autoComplete="off"
      />
      <FormCheckbox
        name="acceptingNewPatients"
        label="Takes new patients"
        defaultChecked={practitioner?.acceptingNewPatients ?? true}
      />
      <FormCheckbox
        name="active"
        label="Can be booked"
        hint="Without it no times are offered. Appointments that are booked stay."
        defaultChecked={practitioner?.active ?? true}
      />
      <SubmitButton>{practitioner ? 'Save' : 'Add practitioner'}</SubmitButton>
    </FormPage>
  )
}
