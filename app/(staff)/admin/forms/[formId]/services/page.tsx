import type { Metadata } from 'next'
import { FormSelect } from '@/components/form/fields'
import { FormPage } from '@/components/form/form-page'
import { SubmitButton } from '@/components/form/submit-button'
import { NotAllowed } from '@/components/shell/not-allowed'
import { requireActor } from '@/lib/access/current'
import { saveFormServicesAction } from '@/lib/intake/actions'
import { mayBuildForms } from '@/lib/intake/policy'
import { type FormParams, formAt } from '../../form'

export const metadata: Metadata = { title: 'Services that ask for a form' }

const options = [
  { value: 'no', label: 'No' },
  { value: 'all', label: 'Before every visit' },
  { value: 'initial', label: 'Before first visits' },
  { value: 'follow_up', label: 'Before follow-ups' },
]

export default async function FormServicesPage({ params }: { params: FormParams }) {
  const actor = await requireActor('staff')
  if (!mayBuildForms(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const { id, title, services } = await formAt(actor, params)
  return (
    <FormPage
      title={`Which services ask for “${title}”?`}
      back={{ href: `/admin/forms/${id}`, say: title }}
      action={saveFormServicesAction}
    >
      <input type="hidden" name="formId" value={id} />
      {services.map((service) => (
        <FormSelect
          key={service.id}
          name={`services.${service.id}`}
          label={service.name}
          options={options}
          defaultValue={service.asks}
        />
      ))}
      <SubmitButton>Save</SubmitButton>
    </FormPage>
  )
}
