import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { QuestionForm } from '@/components/intake/building/question-form'
import { NotAllowed } from '@/components/shell/not-allowed'
import { requireActor } from '@/lib/access/current'
import { mayBuildForms } from '@/lib/intake/policy'
import { formAt } from '../../../form'

export const metadata: Metadata = { title: 'Question' }

type Props = { params: Promise<{ formId: string; questionId: string }> }

export default async function QuestionPage({ params }: Props) {
  const actor = await requireActor('staff')
  if (!mayBuildForms(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const { id, draft, seen } = await formAt(actor, params)
  const { questionId } = await params
  if (!draft) redirect(`/admin/forms/${id}`)
  const question = draft.definition.questions.find((one) => one.id === questionId)
  if (!question) notFound()
  return (
    <QuestionForm
      formId={id}
      seen={seen}
      definition={draft.definition}
      type={question.type}
      question={question}
    />
  )
}
