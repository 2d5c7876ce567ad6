import { redirect } from 'next/navigation'
import { FormSent } from '@/components/intake/form-sent'
import { withdrawConsentByLinkAction } from '@/lib/intake/actions'
import { type KnownFormProps, knownForm } from '../../../../known'
import { titleOf } from '../../../../link'

export const generateMetadata = (props: KnownFormProps) => titleOf(props, 'Form sent')

export default async function LinkSentPage({ params }: KnownFormProps) {
  const { form, base, forms, names } = await knownForm(params)
  if (!form.completedAt) redirect(base)
  return <FormSent form={form} back={forms} withdraw={withdrawConsentByLinkAction} names={names} />
}
