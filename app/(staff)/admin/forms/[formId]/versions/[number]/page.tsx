import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Preview } from '@/components/intake/building/preview'
import { NotAllowed } from '@/components/shell/not-allowed'
import { requireActor } from '@/lib/access/current'
import { mayBuildForms } from '@/lib/intake/policy'
import { previewAnswers } from '@/lib/intake/queries/preview'
import { formAt } from '../../../form'

export const metadata: Metadata = { title: 'Preview of a form' }

type Props = {
  params: Promise<{ formId: string; number: string }>
  searchParams: Promise<{ page?: string | string[]; before?: string | string[] }>
}

/** A version as a patient would go through it; nothing is kept. */
export default async function VersionPage({ params, searchParams }: Props) {
  const actor = await requireActor('staff')
  if (!mayBuildForms(actor, actor.clinicId)) return <NotAllowed home="/desk" />
  const form = await formAt(actor, params)
  const { number } = await params
  const version = form.versions.find((one) => String(one.number) === number)
  if (!version) notFound()
  const { page, before } = await searchParams
  const answers = previewAnswers(typeof before === 'string' ? before : undefined)
  return (
    <Preview
      formId={form.id}
      version={version}
      pageId={typeof page === 'string' ? page : undefined}
      answers={answers}
    />
  )
}
