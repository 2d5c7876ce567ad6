import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { FormSent } from '@/components/intake/form-sent'
import { withdrawConsentAction } from '@/lib/intake/actions'
import { FORMS, type FormProps, ownForm } from '../../own'

export const metadata: Metadata = { title: 'Form sent' }

export default async function SentPage({ params }: FormProps) {
  const { form, base } = await ownForm(params)
  if (!form.completedAt) redirect(base)
  return <FormSent form={form} back={FORMS} withdraw={withdrawConsentAction} />
}
