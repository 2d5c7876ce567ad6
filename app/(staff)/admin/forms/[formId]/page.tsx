import type { Metadata } from 'next'
import { FormRecordView } from '@/components/intake/building/form-record'
import { NotAllowed } from '@/components/shell/not-allowed'
import { requireActor } from '@/lib/access/current'
import { mayBuildForms } from '@/lib/intake/policy'
import { type FormParams, formAt } from '../form'

export const metadata: Metadata = { title: 'Form' }

type Props = { params: FormParams; searchParams: Promise<{ done?: string | string[] }> }

export default async function FormPage({ params, searchParams }: Props) {
  const actor = await requireActor('staff')
  if (!mayBuildForms(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const form = await formAt(actor, params)
  const { done } = await searchParams
  return <FormRecordView form={form} done={typeof done === 'string' ? done : undefined} />
}
