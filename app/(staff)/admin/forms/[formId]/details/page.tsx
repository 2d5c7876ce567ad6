import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { FormField, FormTextarea } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { NotAllowed } from '@/components/shell/not-allowed'
import { requireActor } from '@/lib/access/current'
import { saveDetailsAction } from '@/lib/intake/actions'
import { mayBuildForms } from '@/lib/intake/policy'
import { type FormParams, formAt } from '../../form'

export const metadata: Metadata = { title: 'Title of a form' }

export default async function DetailsPage({ params }: { params: FormParams }) {
  const actor = await requireActor('staff')
  if (!mayBuildForms(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const { id, draft, seen } = await formAt(actor, params)
  const base = `/admin/forms/${id}`
  if (!draft) redirect(base)
  return (
    <FormPage title="Title" back={{ href: base, say: draft.title }} action={saveDetailsAction}>
      <input type="hidden" name="formId" value={id} />
      <input type="hidden" name="seen" value={seen} />
      <FormField name="title" label="Title" defaultValue={draft.title} />
      <FormTextarea
        name="lead"
        label="Under the title"
        hint="What the form is for, and how long it takes"
        optional
        rows={2}
        defaultValue={draft.definition.lead}
      />
      <SubmitButton>Save</SubmitButton>
    </FormPage>
  )
}
