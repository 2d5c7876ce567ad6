import { redirect } from 'next/navigation'
import { CheckForm } from '@/components/intake/check-form'
import { sendFormByLinkAction } from '@/lib/intake/actions'
import { type KnownFormProps, knownForm } from '../../../../known'
import { titleOf } from '../../../../link'

export const generateMetadata = (props: KnownFormProps) => titleOf(props, 'Check your answers')

export default async function LinkCheckPage({ params }: KnownFormProps) {
  const { form, base, names } = await knownForm(params)
  if (!form.canFill) redirect(base)
  return <CheckForm form={form} base={base} action={sendFormByLinkAction} names={names} />
}
