import { redirect } from 'next/navigation'
import { PageForm } from '@/components/intake/page-form'
import { leftAnswerFor } from '@/lib/actions/left-answer'
import { savePageByLinkAction } from '@/lib/intake/actions'
import { findPage } from '@/lib/intake/queries/fill'
import { type KnownPageProps, knownForm } from '../../../../known'
import { titleOf } from '../../../../link'

export const generateMetadata = (props: KnownPageProps) => titleOf(props, 'A section of your form')

export default async function LinkSectionPage({ params, searchParams }: KnownPageProps) {
  const { form, base, names } = await knownForm(params)
  const found = findPage(form, (await params).page)
  if (!form.canFill || !found) redirect(base)
  return (
    <PageForm
      form={form}
      {...found}
      base={base}
      action={savePageByLinkAction}
      address="/api/manage/forms"
      answered={await leftAnswerFor(await searchParams)}
      names={names}
    />
  )
}
