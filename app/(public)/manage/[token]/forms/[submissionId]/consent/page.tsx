import { redirect } from 'next/navigation'
import { ConsentForm } from '@/components/intake/check-form'
import { sendFormByLinkAction } from '@/lib/intake/actions'
import { canAgreeAlone } from '@/lib/intake/rules/consent'
import { isReadyToSend } from '@/lib/intake/rules/pages'
import { type KnownFormProps, knownForm } from '../../../../known'
import { titleOf } from '../../../../link'

export const generateMetadata = (props: KnownFormProps) => titleOf(props, 'Agree and send')

export default async function LinkConsentPage({ params }: KnownFormProps) {
  const { actor, form, base, names } = await knownForm(params)
  if (!form.canFill) redirect(base)
  if (!isReadyToSend(form)) redirect(`${base}/check`)
  const isChild = !canAgreeAlone(actor.bornOn ?? form.today, form.today)
  return <ConsentForm form={form} base={base} action={sendFormByLinkAction} names={names} isChild={isChild} />
}
