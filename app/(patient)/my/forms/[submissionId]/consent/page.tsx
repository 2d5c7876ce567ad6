import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ConsentForm } from '@/components/intake/check-form'
import { sendFormAction } from '@/lib/intake/actions'
import { canAgreeAlone } from '@/lib/intake/rules/consent'
import { isReadyToSend } from '@/lib/intake/rules/pages'
import { listPeopleIActFor } from '@/lib/people/queries'
import { type FormProps, ownForm } from '../../own'

export const metadata: Metadata = { title: 'Agree and send' }

export default async function ConsentPage({ params }: FormProps) {
  const { actor, form, base } = await ownForm(params)
  if (!form.canFill) redirect(base)
  if (!isReadyToSend(form)) redirect(`${base}/check`)
  const patient = (await listPeopleIActFor(actor, 'forms')).find(({ id }) => id === form.patientId)
  const isChild = patient !== undefined && !canAgreeAlone(patient.bornOn, form.today)
  return <ConsentForm form={form} base={base} action={sendFormAction} isChild={isChild} />
}
