import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { CheckForm } from '@/components/intake/check-form'
import { sendFormAction } from '@/lib/intake/actions'
import { type FormProps, ownForm } from '../../own'

export const metadata: Metadata = { title: 'Check your answers' }

export default async function CheckPage({ params }: FormProps) {
  const { form, base } = await ownForm(params)
  if (!form.canFill) redirect(base)
  return <CheckForm form={form} base={base} action={sendFormAction} />
}
