import { redirect } from 'next/navigation'
import { FormSections } from '@/components/intake/form-sections'
import { type KnownFormProps, knownForm } from '../../../known'
import { titleOf } from '../../../link'

export const generateMetadata = (props: KnownFormProps) => titleOf(props, 'Your form')

export default async function LinkFormPage({ params }: KnownFormProps) {
  const { form, base, forms } = await knownForm(params)
  if (form.completedAt) redirect(`${base}/sent`)
  return <FormSections form={form} base={base} back={forms} />
}
