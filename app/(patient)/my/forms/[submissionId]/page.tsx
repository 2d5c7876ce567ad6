import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { FormSections } from '@/components/intake/form-sections'
import { FORMS, type FormProps, ownForm } from '../own'

export const metadata: Metadata = { title: 'Your form' }

export default async function FormPage({ params }: FormProps) {
  const { form, base } = await ownForm(params)
  if (form.completedAt) redirect(`${base}/sent`)
  return <FormSections form={form} base={base} back={FORMS} />
}
