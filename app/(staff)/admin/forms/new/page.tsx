import type { Metadata } from 'next'
import { FormField, FormRadioGroup } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { NotAllowed } from '@/components/shell/not-allowed'
import { requireActor } from '@/lib/access/current'
import { addFormAction } from '@/lib/intake/actions'
import { mayBuildForms } from '@/lib/intake/policy'
import { KIND_WORDS } from '@/lib/intake/text/words'

export const metadata: Metadata = { title: 'Add a form' }

export default async function NewFormPage() {
  const actor = await requireActor('staff')
  if (!mayBuildForms(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  return (
    <FormPage title="Add a form" back={{ href: '/admin/forms', say: 'Forms' }} action={addFormAction}>
      <FormField name="title" label="Title" hint="Patients see it, for example “Before your visit”" />
      <FormRadioGroup
        name="kind"
        label="Begin with"
        options={Object.entries(KIND_WORDS).map(([value, label]) => ({
          value,
          label: value === 'other' ? 'An empty form' : label,
        }))}
      />
      <SubmitButton>Add form</SubmitButton>
    </FormPage>
  )
}
