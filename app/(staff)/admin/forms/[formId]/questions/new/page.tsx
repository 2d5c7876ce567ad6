import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { QuestionForm } from '@/components/intake/building/question-form'
import { NotAllowed } from '@/components/shell/not-allowed'
import { requireActor } from '@/lib/access/current'
import { mayBuildForms } from '@/lib/intake/policy'
import { TYPES } from '@/lib/intake/schema/building'
import { type FormParams, formAt } from '../../../form'

export const metadata: Metadata = { title: 'Add a question' }

type Props = { params: FormParams; searchParams: Promise<{ type?: string | string[] }> }

export default async function NewQuestionPage({ params, searchParams }: Props) {
  const actor = await requireActor('staff')
  if (!mayBuildForms(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const { id, draft, seen } = await formAt(actor, params)
  const { type: asked } = await searchParams
  const type = TYPES.find((one) => one === asked)
  if (!draft || !type) redirect(`/admin/forms/${id}`)
  return <QuestionForm formId={id} seen={seen} definition={draft.definition} type={type} />
}
