import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { PageForm } from '@/components/intake/page-form'
import { leftAnswerFor } from '@/lib/actions/left-answer'
import { savePageAction } from '@/lib/intake/actions'
import { findPage } from '@/lib/intake/queries/fill'
import { type FormPageProps, ownForm } from '../../own'

export const metadata: Metadata = { title: 'A section of your form' }

export default async function SectionPage({ params, searchParams }: FormPageProps) {
  const { form, base } = await ownForm(params)
  const found = findPage(form, (await params).page)
  if (!form.canFill || !found) redirect(base)
  return (
    <PageForm
      form={form}
      {...found}
      base={base}
      action={savePageAction}
      address="/api/my/forms"
      answered={await leftAnswerFor(await searchParams)}
    />
  )
}
